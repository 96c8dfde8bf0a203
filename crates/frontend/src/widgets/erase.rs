//! Views without their types, at a price that a small bundle can pay.

use leptos::prelude::*;

/// Turns a view into one of the single type [`AnyView`].
///
/// `IntoAny` keeps four ways of putting every view on the page: building it, patching it, hydrating it, and
/// hydrating it while waiting for parts of it. This page needs two: its views hold nothing to wait for (only
/// the layout around the router's outlet does, and uses `IntoAny`), and a view that is made anew may as well
/// replace the old one. That halves the code of all views, and a replaced form never shows what was typed
/// into another one.
pub trait Erase {
    /// This view as an [`AnyView`].
    fn erase(self) -> AnyView;
}

#[cfg(not(feature = "hydrate"))]
impl<V: RenderHtml + 'static> Erase for V {
    fn erase(self) -> AnyView {
        self.into_any()
    }
}

#[cfg(feature = "hydrate")]
impl<V: RenderHtml + 'static> Erase for V {
    fn erase(self) -> AnyView {
        browser::Whole(Box::new(self)).into_any()
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::attr::Attribute;
    use leptos::attr::any_attribute::AnyAttribute;
    use leptos::prelude::*;
    use leptos::tachys::hydration::Cursor;
    use leptos::tachys::renderer::types::{Element, Node};
    use leptos::tachys::view::{Position, PositionState};

    /// A view that is put on the page as a whole and replaced as a whole. One type for all of them: what
    /// [`AnyView`] makes per type is then made once.
    pub struct Whole(pub Box<dyn Placed>);

    /// The two ways of putting a view on the page.
    pub trait Placed: Send {
        fn build(self: Box<Self>) -> WholeState;
        fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> WholeState;
    }

    impl<V: RenderHtml + 'static> Placed for V {
        fn build(self: Box<Self>) -> WholeState {
            WholeState(Box::new(Render::build(*self)))
        }

        fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> WholeState {
            WholeState(Box::new(RenderHtml::hydrate::<true>(
                *self, cursor, position,
            )))
        }
    }

    pub struct WholeState(Box<dyn Mountable>);

    impl Render for Whole {
        type State = WholeState;

        fn build(self) -> WholeState {
            self.0.build()
        }

        fn rebuild(self, state: &mut WholeState) {
            let mut new = self.0.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }

    impl Mountable for WholeState {
        fn unmount(&mut self) {
            self.0.unmount();
        }

        fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
            self.0.mount(parent, marker);
        }

        fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
            self.0.insert_before_this(child)
        }

        fn elements(&self) -> Vec<Element> {
            self.0.elements()
        }
    }

    impl AddAnyAttr for Whole {
        type Output<New: Attribute> = Self;

        // Attributes are never spread onto components here.
        fn add_any_attr<New: Attribute>(self, _: New) -> Self
        where
            Self::Output<New>: RenderHtml,
        {
            self
        }
    }

    impl RenderHtml for Whole {
        type AsyncOutput = Self;
        type Owned = Self;

        const MIN_LENGTH: usize = 0;

        // A browser writes no HTML and waits for nothing.
        fn dry_resolve(&mut self) {}

        async fn resolve(self) -> Self {
            self
        }

        fn to_html_with_buf(
            self,
            _: &mut String,
            _: &mut Position,
            _: bool,
            _: bool,
            _: Vec<AnyAttribute>,
        ) {
        }

        fn hydrate<const FROM_SERVER: bool>(
            self,
            cursor: &Cursor,
            position: &PositionState,
        ) -> WholeState {
            self.0.hydrate(cursor, position)
        }

        fn into_owned(self) -> Self {
            self
        }
    }
}
