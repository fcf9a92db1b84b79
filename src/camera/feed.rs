//! The thread that fetches frames: the newest wins, and what broke is opened again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::stillness::{Rest, Scene, Sight};
use super::{CameraId, Choice, Fault, Frame, Source, White};

/// Without a sign of life for so long, a camera counts as stalled.
const STALLED: Duration = Duration::from_secs(2);
/// A camera that shows nothing but darkness or glare for so long settles on the light anew.
const UNLIT: Duration = Duration::from_secs(3);
/// Damaged frames in a row after which the source is opened again.
const DAMAGED: u32 = 30;
/// Before the second attempt to open it; twice as long before each further one, up to the last:
/// whoever plugs a camera in again has a picture before they wonder.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(2);

/// How a feed is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// The first attempt to open the source is under way.
    Opening,
    /// Frames come; how the source is set up.
    Live(String),
    /// It is being opened or is open, but nothing came for this many seconds.
    Stalled(u64),
    /// It is broken, and opened again from time to time.
    Lost(Fault),
}

/// A running source.
pub struct Feed {
    shared: Arc<Shared>,
}

struct Shared {
    now: Mutex<Now>,
    stop: AtomicBool,
    /// The scene that lies there is to be looked at once more.
    again: AtomicBool,
    stopped: Condvar,
}

struct Now {
    state: State,
    /// The newest frame worth showing, with its number.
    newest: Option<(u64, Frame)>,
    /// Frames that came so far, shown or not.
    frames: u64,
    /// The best frame of the newest scene that lay still, and how many such scenes there were.
    still: Option<Frame>,
    scenes: u64,
    /// The newest file that was dropped and cannot be read, with its number.
    unreadable: Option<(u64, Fault)>,
    alive: Instant,
}

/// Whether a camera that holds still does so in another light than it settled in.
struct Light {
    /// When it was last seen, or told to settle.
    seen: Instant,
    /// How long it may show nothing until it is told again.
    patience: Duration,
}

impl Default for Light {
    fn default() -> Self {
        Self {
            seen: Instant::now(),
            patience: UNLIT,
        }
    }
}

impl Light {
    fn look(&mut self, frame: Option<&Frame>) {
        if frame.is_some_and(|frame| frame.cells().is_lit()) {
            *self = Self::default();
        }
    }

    /// Asks for more patience each time: in a dark room nothing helps.
    fn has_changed(&mut self) -> bool {
        let has = self.seen.elapsed() > self.patience;
        if has {
            self.seen = Instant::now();
            self.patience *= 2;
        }
        has
    }
}

/// What a source gave.
enum Came {
    /// A sign of life.
    Nothing,
    /// A frame like those before.
    PassedOver,
    Worth(Frame),
    /// A new scene lies still: the newest frame, and the best.
    Still(Frame, Frame),
}

impl Feed {
    /// Starts a thread that opens `choice` and fetches its frames; `white` is asked as [`White`] whenever
    /// that opens a camera. `news` is called after each frame and each change of state, from that thread.
    pub fn start(
        choice: Choice,
        white: impl Fn(&CameraId, u32, u32) -> Option<u32> + Send + 'static,
        news: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            now: Mutex::new(Now {
                state: State::Opening,
                newest: None,
                frames: 0,
                still: None,
                scenes: 0,
                unreadable: None,
                alive: Instant::now(),
            }),
            stop: AtomicBool::new(false),
            again: AtomicBool::new(false),
            stopped: Condvar::new(),
        });
        let theirs = Arc::clone(&shared);
        Builder::new()
            .name("camera".to_owned())
            .spawn(move || theirs.run(choice, &white, &news))?;
        Ok(Self { shared })
    }

    /// How it is doing. A driver that hangs cannot say so itself, so this looks at the clock.
    pub fn state(&self) -> State {
        let now = self.shared.now();
        let silent = now.alive.elapsed();
        match &now.state {
            State::Opening | State::Live(_) if silent > STALLED => State::Stalled(silent.as_secs()),
            state => state.clone(),
        }
    }

    /// The newest frame with its number, if that is more than `after`. Those between were not
    /// looked at in time and are gone. While nothing happens before the camera, no newer one comes.
    pub fn newest(&self, after: u64) -> Option<(u64, Frame)> {
        let newest = self.shared.now().newest.clone();
        newest.filter(|(number, _)| *number > after)
    }

    /// The newest scene that lay still and was another than the one before, with its number, if
    /// that is more than `after`. Every frame counts for that, however few are looked at.
    pub fn still(&self, after: u64) -> Option<(u64, Frame)> {
        let now = self.shared.now();
        let still = now.still.clone().filter(|_| now.scenes > after)?;
        Some((now.scenes, still))
    }

    /// Why the newest file that could not be read could not, with its number, if that is more than `after`.
    pub fn unreadable(&self, after: u64) -> Option<(u64, Fault)> {
        let newest = self.shared.now().unreadable.clone();
        newest.filter(|(number, _)| *number > after)
    }

    /// Gives the scene that lies there as [`Feed::still`] once more.
    pub fn look_again(&self) {
        self.shared.again.store(true, Ordering::Relaxed);
    }

    /// Frames that came so far, also those that showed nothing new.
    pub fn frames(&self) -> u64 {
        self.shared.now().frames
    }
}

impl Drop for Feed {
    /// Does not wait for the thread: a driver that hangs may hold it for ever. It ends with the
    /// frame it waits for, and whoever opens the same camera waits for that.
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.shared.stopped.notify_all();
    }
}

impl Shared {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn must_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn run(&self, mut choice: Choice, white: &White, news: &dyn Fn()) {
        let mut pause = FIRST_PAUSE;
        // Survives what breaks: the same scene is not new because the camera was away.
        let mut scene = Scene::default();
        let mut kept: Option<Box<dyn Source>> = None;
        while !self.must_stop() {
            let frames_before = self.now().frames;
            let fault = match kept.take().map_or_else(|| choice.open(white), Ok) {
                Ok(mut source) => {
                    let fault = self.fetch(&mut *source, &mut scene, news);
                    let newest = self.now().newest.clone();
                    choice.stay_with(newest.as_ref().and_then(|(_, frame)| frame.camera()));
                    // It knows what was dropped into the folder while that could not be read.
                    kept = matches!(fault, Some(Fault::Folder { .. })).then_some(source);
                    fault
                }
                Err(fault) => Some(fault),
            };
            let Some(fault) = fault else { return };
            tracing::debug!("the camera: {fault}");
            if self.now().frames > frames_before {
                pause = FIRST_PAUSE;
            }
            self.set(State::Lost(fault), news);
            let now = self.now();
            drop(
                self.stopped
                    .wait_timeout_while(now, pause, |_| !self.must_stop()),
            );
            pause = (2 * pause).min(LAST_PAUSE);
        }
    }

    /// Fetches frames until the source breaks; nothing when the feed was stopped.
    fn fetch(&self, source: &mut dyn Source, scene: &mut Scene, news: &dyn Fn()) -> Option<Fault> {
        let mut damaged = 0;
        let mut rest = Rest::default();
        let mut light = Light::default();
        // As it was before each frame: what is locked with one holds for the next.
        let mut setup: Arc<str> = source.settings().into();
        while !self.must_stop() {
            let next = if rest.passes_over() {
                source.pass_over().map(|()| Came::PassedOver)
            } else {
                source.next().map(|frame| {
                    let frame = frame.map(|frame| frame.set_up(Arc::clone(&setup)));
                    light.look(frame.as_ref());
                    self.judge(frame, &mut rest, scene)
                })
            };
            if light.has_changed() {
                source.settle();
            }
            let settings = source.settings();
            if *settings != *setup {
                setup = settings.as_str().into();
            }
            match next {
                Ok(came) => {
                    damaged = 0;
                    self.take(came, settings, news);
                }
                Err(Fault::Damaged(words)) => {
                    damaged += 1;
                    if damaged >= DAMAGED {
                        self.note_damage(&words);
                        return Some(Fault::AllDamaged);
                    }
                }
                Err(fault @ Fault::Unreadable { .. }) => self.pass_by(fault, news),
                Err(fault) => return Some(fault),
            }
        }
        None
    }

    /// What the decoder says is about files; whoever looks after the camera finds it in the log, once.
    fn note_damage(&self, words: &str) {
        if self.now().state == State::Lost(Fault::AllDamaged) {
            tracing::debug!("damaged again, the last frame: {words}");
        } else {
            tracing::warn!("{DAMAGED} damaged frames in a row, the last: {words}");
        }
    }

    /// Others may come: the source goes on.
    fn pass_by(&self, fault: Fault, news: &dyn Fn()) {
        let mut now = self.now();
        let number = now.unreadable.as_ref().map_or(1, |(number, _)| number + 1);
        now.unreadable = Some((number, fault));
        now.alive = Instant::now();
        drop(now);
        news();
    }

    fn judge(&self, frame: Option<Frame>, rest: &mut Rest, scene: &mut Scene) -> Came {
        let Some(frame) = frame else {
            return Came::Nothing;
        };
        if self.again.swap(false, Ordering::Relaxed) {
            scene.forget();
        }
        let worth = rest.is_worth_showing(&frame);
        match scene.look(&frame) {
            Sight::New(best) => Came::Still(frame, best),
            Sight::Moving | Sight::Seen if worth => Came::Worth(frame),
            Sight::Moving | Sight::Seen => Came::PassedOver,
        }
    }

    fn take(&self, came: Came, settings: String, news: &dyn Fn()) {
        let mut now = self.now();
        let live = State::Live(settings);
        let is_news = matches!(came, Came::Worth(_) | Came::Still(..)) || now.state != live;
        now.alive = Instant::now();
        now.state = live;
        match came {
            Came::Nothing => {}
            Came::PassedOver => now.frames += 1,
            Came::Worth(frame) => {
                now.frames += 1;
                now.newest = Some((now.frames, frame));
            }
            Came::Still(frame, best) => {
                now.frames += 1;
                now.newest = Some((now.frames, frame));
                now.scenes += 1;
                now.still = Some(best);
            }
        }
        drop(now);
        if is_news {
            news();
        }
    }

    fn set(&self, state: State, news: &dyn Fn()) {
        let mut now = self.now();
        let is_news = now.state != state;
        now.state = state;
        // What a camera showed before it broke is not what lies on the tray now.
        now.newest = None;
        now.still = None;
        drop(now);
        if is_news {
            news();
        }
    }
}
