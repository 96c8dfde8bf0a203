//! Making an account, signing in and out.

use axum::http::StatusCode;
use serde_json::json;
use server::config::Registration;
use testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn the_first_account_administers_and_then_the_door_is_closed() {
    let app = TestApp::with(|options| options.registration = Registration::First);
    let state = app.visitor().get("/api/v1/users/registration").await;
    assert_eq!(state.body, json!({"open": true, "first": true}));
    let ann = json!({"username": "Ann", "password": PASSWORD, "display_name": "Ann D.", "email": "a@example.org"});
    let made = app.visitor().post("/api/v1/users/register", ann).await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(made.body["user"]["admin"], true);
    assert_eq!(made.body["user"]["display_name"], "Ann D.");

    let state = app.visitor().get("/api/v1/users/registration").await;
    assert_eq!(state.body, json!({"open": false, "first": false}));
    let bob = json!({"username": "bob", "password": PASSWORD});
    let refused = app.visitor().post("/api/v1/users/register", bob).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::FORBIDDEN, "registration_closed")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_come_first_at_once_one_is_let_in() {
    let app = TestApp::with(|options| options.registration = Registration::First);
    let tries = ["ann", "bob", "cleo"].map(|name| {
        let visitor = app.visitor();
        tokio::spawn(async move {
            visitor
                .post(
                    "/api/v1/users/register",
                    json!({"username": name, "password": PASSWORD}),
                )
                .await
                .status
        })
    });
    let mut made = 0;
    for attempt in tries {
        made += usize::from(attempt.await.unwrap() == StatusCode::CREATED);
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn nobody_registers_where_registration_is_closed() {
    let app = TestApp::with(|options| options.registration = Registration::Closed);
    let ann = json!({"username": "ann", "password": PASSWORD});
    assert_eq!(
        app.visitor()
            .post("/api/v1/users/register", ann)
            .await
            .code(),
        "registration_closed"
    );
}

#[tokio::test]
async fn usernames_differ_by_more_than_case() {
    let app = TestApp::start();
    app.member("Жанна").await;
    let again = json!({"username": "жанна", "password": PASSWORD});
    let answer = app
        .visitor()
        .post("/api/v1/users/register", again.clone())
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.body["errors"]["username"][0]["code"], "taken");
    assert_eq!(
        app.visitor()
            .post("/api/v1/users/login", again)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_registration_names_everything_that_is_wrong() {
    let app = TestApp::start();
    let wrong = json!({"username": "a b", "password": "short", "email": "nowhere"});
    let answer = app.visitor().post("/api/v1/users/register", wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.body["errors"]["username"][0]["code"], "bad_username");
    assert_eq!(
        answer.body["errors"]["password"][0],
        json!({"code": "too_short", "min": 8, "message": "must have at least 8 characters"})
    );
    assert_eq!(answer.body["errors"]["email"][0]["code"], "bad_email");
}

#[tokio::test]
async fn an_unknown_user_and_a_wrong_password_get_the_same_answer() {
    let app = TestApp::start();
    app.member("ann").await;
    let wrong = app
        .visitor()
        .post(
            "/api/v1/users/login",
            json!({"username": "ann", "password": "wrong"}),
        )
        .await;
    for username in ["nobody", "", "an\u{0}n", "ann'--"] {
        let unknown = app
            .visitor()
            .post(
                "/api/v1/users/login",
                json!({"username": username, "password": "wrong"}),
            )
            .await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
        let without_id = |answer: &testkit::Answer| {
            let mut body = answer.body.clone();
            body.as_object_mut().unwrap().remove("request_id");
            body
        };
        assert_eq!(without_id(&unknown), without_id(&wrong), "{username:?}");
    }
}

#[tokio::test]
async fn an_unknown_user_takes_as_much_work_as_a_wrong_password() {
    let app = TestApp::start();
    // Comparing takes a place that few have at once. If nothing were compared for somebody who is not there, there would
    // always be one.
    let mut asked = tokio::task::JoinSet::new();
    for number in 0..200 {
        let login = json!({"username": format!("nobody{number}"), "password": "wrong"});
        let visitor = app.visitor();
        asked.spawn(async move { visitor.post("/api/v1/users/login", login).await.status });
    }
    let answers = asked.join_all().await;
    let count = |status| answers.iter().filter(|answer| **answer == status).count();
    assert!(count(StatusCode::SERVICE_UNAVAILABLE) > 0, "{answers:?}");
    assert_eq!(
        count(StatusCode::SERVICE_UNAVAILABLE) + count(StatusCode::UNAUTHORIZED),
        200,
        "{answers:?}"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_and_nothing_else() {
    let app = TestApp::start();
    let phone = app.member("ann").await;
    let login = json!({"username": "ann", "password": PASSWORD});
    let laptop = app.visitor().post("/api/v1/users/login", login).await;
    let token = laptop.body["token"].as_str().unwrap();
    let laptop = app
        .visitor()
        .with("authorization", &format!("Bearer {token}"));
    assert_eq!(laptop.get("/api/v1/me").await.body["username"], "ann");
    assert_eq!(
        laptop
            .post("/api/v1/users/logout", json!(null))
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        laptop.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(phone.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    let app =
        TestApp::with(|options| options.public_origin = Some("https://book.example.org".into()));
    let account = json!({"username": "ann", "password": PASSWORD});
    let answer = app.visitor().post("/api/v1/users/register", account).await;
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        answer
            .header("strict-transport-security")
            .contains("max-age")
    );
}

#[tokio::test]
async fn a_profile_is_changed_field_by_field() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let changed = ann
        .patch(
            "/api/v1/me",
            json!({"display_name": " Ann ", "email": "a@example.org"}),
        )
        .await;
    assert_eq!(
        (
            changed.body["display_name"].as_str(),
            changed.body["email"].as_str()
        ),
        (Some("Ann"), Some("a@example.org"))
    );
    let cleared = ann.patch("/api/v1/me", json!({"email": null})).await;
    assert_eq!(
        (
            cleared.body["display_name"].as_str(),
            &cleared.body["email"]
        ),
        (Some("Ann"), &json!(null))
    );
    let wrong = ann.patch("/api/v1/me", json!({"admin": false})).await;
    assert_eq!(wrong.body["errors"]["admin"][0]["code"], "unknown");
}

#[tokio::test]
async fn a_form_signs_in_and_goes_where_it_was_asked_to_on_this_site_only() {
    let app = TestApp::start();
    app.member("ann").await;
    let good = "username=ann&password=correct+horse&next=%2Fcontacts%2Fnew";
    let answer = app.visitor().form("/api/v1/users/login", good).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/contacts/new")
    );
    assert!(
        answer
            .header("set-cookie")
            .starts_with("bloknotik_session=")
    );
    let elsewhere = "username=ann&password=correct+horse&next=%2F%2Fevil.example";
    assert_eq!(
        app.visitor()
            .form("/api/v1/users/login", elsewhere)
            .await
            .header("location"),
        "/"
    );
    let bad = "username=an%26n&password=wrong&next=%2F";
    let answer = app.visitor().form("/api/v1/users/login", bad).await;
    assert_eq!(
        answer.header("location"),
        "/login?error=bad_credentials&username=an%26n&next=%2F"
    );
    let short = "username=bob&password=short";
    let answer = app.visitor().form("/api/v1/users/register", short).await;
    assert!(
        answer
            .header("location")
            .starts_with("/register?error=invalid&field=password&rule=too_short")
    );
}

#[tokio::test]
async fn whoever_guesses_passwords_is_stopped_and_their_owner_is_not() {
    let networks = ["10.0.0.0/8".parse().unwrap()];
    let app = TestApp::with(|options| options.trusted_proxies = networks.to_vec());
    app.member("ann").await;
    let sign_in = async |from: &'static str, password: &str| {
        let client = app.visitor().at("10.0.0.1").with("x-forwarded-for", from);
        let body = json!({"username": "Ann", "password": password});
        client.post("/api/v1/users/login", body).await
    };
    for _ in 0..10 {
        let wrong = sign_in("203.0.113.7", "wrong wrong").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    }
    let stopped = sign_in("203.0.113.7", testkit::PASSWORD).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stopped.body["code"], json!("too_many_attempts"));
    assert!(stopped.headers.contains_key("retry-after"));
    // The owner is elsewhere; and a client that makes up where it is from is still where it is.
    let elsewhere = sign_in("198.51.100.2", testkit::PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::OK);
    let lying = sign_in("198.51.100.2, 203.0.113.7", testkit::PASSWORD).await;
    assert_eq!(lying.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_crowd_is_counted_and_whoever_is_right_is_not() {
    let app = TestApp::start();
    app.member("ann").await;
    let crowd = async |place: &'static str, password: &'static str| {
        let all: Vec<_> = (0..30)
            .map(|_| {
                let client = app.visitor().at(place);
                let body = json!({"username": "ann", "password": password});
                tokio::spawn(async move { client.post("/api/v1/users/login", body).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in all {
            statuses.push(one.await.unwrap());
        }
        statuses
    };
    let right = crowd("192.0.2.1", testkit::PASSWORD).await;
    assert_eq!(right, [StatusCode::OK; 30]);
    let wrong = crowd("192.0.2.2", "wrong wrong").await;
    let tried = wrong
        .iter()
        .filter(|status| **status == StatusCode::UNAUTHORIZED);
    let stopped = wrong
        .iter()
        .filter(|status| **status == StatusCode::TOO_MANY_REQUESTS);
    let (tried, stopped) = (tried.count(), stopped.count());
    assert!((10..=15).contains(&tried), "{tried}");
    assert_eq!(tried + stopped, 30);
}
