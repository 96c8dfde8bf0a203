//! The square that is chosen in a picture, as numbers.

use std::cmp::Ordering;

/// Nobody needs less than this many pixels of a picture.
const LEAST: f64 = 48.0;

/// A square in a picture. Lengths are pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    width: f64,
    height: f64,
    x: f64,
    y: f64,
    side: f64,
}

impl Frame {
    /// The largest square of a picture: in the middle of a wide one, and above the middle of a high one, where faces are.
    pub fn of(width: u32, height: u32) -> Self {
        let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
        let side = width.min(height);
        Self {
            width,
            height,
            x: (width - side) / 2.0,
            y: (height - side) / 3.0,
            side,
        }
    }

    fn largest(self) -> f64 {
        self.width.min(self.height)
    }

    /// How much it can be enlarged.
    fn most(self) -> f64 {
        (self.largest() / LEAST).clamp(1.0, 10.0)
    }

    /// Where the enlargement stands between none (0) and all (100). Equal steps enlarge by equal factors.
    pub fn zoom(self) -> f64 {
        let most = self.most().ln();
        match most.partial_cmp(&0.0) {
            Some(Ordering::Greater) => 100.0 * (self.largest() / self.side).ln() / most,
            _ => 0.0,
        }
    }

    /// The enlargement that shows everything this many times as large as now.
    pub fn zoom_by(self, factor: f64) -> f64 {
        let side = (self.side / factor.max(0.01)).min(self.largest());
        Self { side, ..self }.zoom()
    }

    /// Another enlargement. The point of the square that `at` names, in parts of its side, stays where it is.
    #[must_use]
    pub fn zoomed(self, zoom: f64, at: (f64, f64)) -> Self {
        let factor = self.most().powf(zoom.clamp(0.0, 100.0) / 100.0);
        let side = self.largest() / factor;
        let stays = |start: f64, part: f64| start + part * (self.side - side);
        Self {
            x: stays(self.x, at.0),
            y: stays(self.y, at.1),
            side,
            ..self
        }
        .kept_in()
    }

    /// The picture pushed this far, in parts of the square's side.
    #[must_use]
    pub fn pushed(self, right: f64, down: f64) -> Self {
        Self {
            x: self.x - right * self.side,
            y: self.y - down * self.side,
            ..self
        }
        .kept_in()
    }

    fn kept_in(self) -> Self {
        Self {
            x: self.x.clamp(0.0, self.width - self.side),
            y: self.y.clamp(0.0, self.height - self.side),
            ..self
        }
    }

    /// The square as the API takes it: whole pixels, none outside.
    pub fn crop(self) -> String {
        let side = self.side.round().clamp(1.0, self.largest());
        let x = self.x.round().clamp(0.0, self.width - side);
        let y = self.y.round().clamp(0.0, self.height - side);
        format!("{x},{y},{side}")
    }

    /// How the picture lies so that the square fills what it lies in.
    pub fn style(self) -> [(&'static str, String); 4] {
        let percent = |length: f64| format!("{:.3}%", 100.0 * length / self.side);
        [
            ("width", percent(self.width)),
            ("height", percent(self.height)),
            ("left", percent(-self.x)),
            ("top", percent(-self.y)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDLE: (f64, f64) = (0.5, 0.5);

    #[test]
    fn it_begins_with_as_much_as_there_is() {
        assert_eq!(Frame::of(400, 200).crop(), "100,0,200");
        assert_eq!(Frame::of(200, 500).crop(), "0,100,200");
        assert_eq!(Frame::of(1, 1).crop(), "0,0,1");
        assert_eq!(Frame::of(400, 200).zoom(), 0.0);
    }

    #[test]
    fn what_is_pushed_follows_the_hand_and_stays_in() {
        let frame = Frame::of(400, 200);
        assert_eq!(frame.pushed(0.25, 0.0).crop(), "50,0,200");
        assert_eq!(frame.pushed(9.0, 9.0).crop(), "0,0,200");
        assert_eq!(frame.pushed(-9.0, -9.0).crop(), "200,0,200");
    }

    #[test]
    fn enlarging_keeps_the_point_that_is_looked_at() {
        let frame = Frame::of(960, 480);
        let close = frame.zoomed(100.0, MIDDLE);
        assert_eq!(close.crop(), "456,216,48");
        assert!((close.zoom() - 100.0).abs() < 1e-9);
        assert_eq!(close.zoomed(0.0, MIDDLE).crop(), frame.crop());
        assert_eq!(frame.zoomed(100.0, (0.0, 0.0)).crop(), "240,0,48");
        assert_eq!(frame.zoomed(500.0, MIDDLE), close);
        assert_eq!(
            frame.zoomed(frame.zoom_by(2.0), MIDDLE).crop(),
            "360,120,240"
        );
        // At the edge it gives way: nothing outside of the picture is ever shown.
        let corner = frame
            .pushed(9.0, 0.0)
            .zoomed(50.0, (1.0, 1.0))
            .zoomed(0.0, (0.0, 0.0));
        assert_eq!(corner.pushed(9.0, 9.0).crop(), "0,0,480");
        // A tiny one is not enlarged.
        assert_eq!(Frame::of(30, 30).zoomed(100.0, MIDDLE).crop(), "0,0,30");
    }

    #[test]
    fn the_picture_lies_under_the_square() {
        let style = Frame::of(400, 200).style().map(|(_, value)| value);
        assert_eq!(style, ["200.000%", "100.000%", "-50.000%", "-0.000%"]);
    }
}
