//! What every operation may answer beside what it says of itself: a problem document, as which all errors come.

use std::mem::take;

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, ResponseBuilder};

const PROBLEM: &str = "application/problem+json";

/// The document with that in it.
pub fn told(mut document: OpenApi) -> OpenApi {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            for response in responses.values_mut() {
                if let RefOr::T(response) = response {
                    retype(response);
                }
            }
            responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(any()));
        }
    }
    document
}

/// Says of a problem document that it is one.
fn retype(response: &mut Response) {
    let contents = take(&mut response.content).into_iter();
    let retyped = contents.map(|(kind, content)| match is_problem(&content) {
        true => (PROBLEM.to_owned(), content),
        false => (kind, content),
    });
    response.content = retyped.collect();
}

fn is_problem(content: &RefOr<Content>) -> bool {
    let RefOr::T(content) = content else {
        return false;
    };
    matches!(&content.schema, Some(RefOr::Ref(schema)) if schema.ref_location.ends_with("/Problem"))
}

fn any() -> Response {
    let problem = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description("Any error: a problem document with a stable `code`")
        .content(PROBLEM, problem)
        .build()
}

#[cfg(test)]
mod tests {
    use crate::router::api_document;

    #[test]
    fn every_operation_says_how_errors_come() {
        let document = serde_json::to_value(api_document()).unwrap();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let Some(responses) = operation["responses"].as_object() else {
                    continue;
                };
                assert!(responses.contains_key("default"), "{method} {path}");
                for (status, response) in responses {
                    let json = &response["content"]["application/json"]["schema"]["$ref"];
                    assert_ne!(
                        json, "#/components/schemas/Problem",
                        "{method} {path} {status}"
                    );
                }
            }
        }
    }
}
