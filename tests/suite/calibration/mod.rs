//! The card under the camera, and a camera that was moved.

mod card;
mod moved_camera;
