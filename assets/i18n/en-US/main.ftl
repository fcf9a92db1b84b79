## The words of the window, American English.
## A language is one folder with this file; `tests/ui_strings.rs` finds missing and unused keys.

app-name = takeback
unidentified = Unidentified
cancel = Cancel
back = Back
stop = Stop
dismiss = Dismiss this message
percent = { $number } %
percent-under-one = < 1 %
percent-over-ninety-nine = > 99 %
confidence-name = Confidence { $percent }

## Frame

nav-identify = Identify
nav-log = Log
nav-reports = Reports
nav-about = About
theme-light = Use the light theme
theme-dark = Use the dark theme
not-offered = You cannot record items here now
mode-watermarked = { $mode }: exports are watermarked
footer-catalog = Catalog: { $count } products as of { $date }
footer-rules = Rules { $version }, NIOSH 2024 list partial
footer-offline = Nothing leaves this computer
chain-waking = Loading the models…
chain-awake = Reads picture and imprint
chain-no-imprint = Reads the picture only, no imprint reader
chain-missing = Identification is not set up
no-thread = The system refuses to start more work ({ $problem }). Close other programs and try again.

## First start

welcome-title = Welcome
welcome-site-title = At work
welcome-site = Make the administrator and say what kind of site this is. From then on people sign in, and what the law does not allow here is not offered.
welcome-site-go = Set up this site
welcome-try-title = Only looking
welcome-try = For research, training and demonstration, without accounts. Every export is watermarked. You can set up the site later.
welcome-try-go = Just try it
welcome-needs-accounts = This kind of site needs people who sign in. It cannot be tried without.
setup-title = Your site
setup-person = You are the administrator
setup-person-lead = Your name is printed in the records. A PIN has at least 6 digits, a passphrase at least 12 characters.
setup-name = Your name
setup-secret = Your PIN or passphrase
setup-again = The same again
setup-officer = Officer number (only officers of the agency)
setup-not-the-same = The two PINs or passphrases are not the same. Type both again.
setup-go = Make the administrator
setup-site = What kind of site is this?
setup-site-name = Name of the place
setup-agency = Agency
setup-officer-id = Number of the officer in charge
setup-overseeing-officer = Officer appointed to oversee the collection
setup-mode = Only one fits. It decides what may be recorded; an administrator can change it.
code-title = Write down the recovery code
code-lead = It is shown only now. Put it on paper and lock it away from this computer.
code-what-for = It lets an administrator back in once: “PIN forgotten” where people sign in, or takeback account recover.
code-go = It is written down

## People

sign-in-title = Who is here?
sign-in-lead = Choose your name and enter your PIN or passphrase.
sign-in-person = { $name }, { $role }
sign-in = Sign in
sign-in-choose = Choose your name first
sign-in-checking = Checking…
locked-title = Locked
locked-nothing-lost = Nothing is lost: what was begun is there after signing in.
locks-soon = Locks in { $seconds } s. Nothing is lost.
locks-stay = I am still here
secret = PIN or passphrase
keypad-clear = Clear
keypad-delete = Delete
sign-out = Sign out { $name }
signed-in = { $name }, { $role }
role-operator = operator
role-pharmacist = pharmacist
role-administrator = administrator
role-auditor = auditor

## Review

nav-review = Review
review-queue = To review ({ $count })
review-all = All records
review-figures = Figures
review-refresh = Read again
review-queue-empty = Nothing waits for a review.
review-any = any
review-everybody = everybody
review-state = Review
review-below = below { $percent } %
review-from = { $percent } % or more
review-saved = Saved filters
review-name = Keep filters as
review-find = Find
review-find-hint = drug, NDC, case
review-count-more = The first { $count } records; scroll for more
review-save = Keep
review-forget = Forget
review-no-filters = Show everything
review-one-drug = Only { $drug }
review-filters-kept = The list of saved filters is written.
review-filters-problem = The saved filters cannot be read: { $path }: { $problem }. Correct the file or move it away.
review-column-day = Day
review-column-sure = Sure
review-sort = Sort by { $column }
review-row = { $drug }, { $day }, { $who }, { $state }
state-unreviewed = unreviewed
state-approved = approved
state-sent-back = sent back
doubt-hazard = Hazard unknown
doubt-abstained = Model was not sure
doubt-other = Another than the model’s first
doubt-low = Low confidence
review-approved-by = Approved by { $who }
review-sent-back-by = Sent back by { $who }: { $reason }
review-no-photo = No photograph was taken.
review-photo = Photograph of this item
review-photo-not-kept = The photograph is not kept here, only its hash in the record.
review-model = What the model said
review-model-not-asked = The model was not asked: there was no photograph.
review-model-abstained = It named nothing it stands by.
review-imprint = Read on it: { $imprint }
review-imprint-none = No imprint was read.
review-typed = Somebody typed as imprint: { $imprint }
review-hazard-estimate = Estimate: { $verdict }, probability of hazardous { $percent }
review-versions = { $model } · rules { $rules } · catalog { $catalog }
review-person = What the person decided
review-decided = { $drug } × { $count }, { $how }
review-how-picked = the model’s number { $rank }
review-how-searched = found in the catalog
review-how-unidentified = nobody could say
review-entered = { $who }, entered { $time }, disposed of { $day }
review-reference = Reference { $reference }
review-same-drug = All records of this drug
review-approve = APPROVE
review-correct = CORRECT
review-send-back = SEND BACK
review-reason = Reason
review-back-title = Send it back to { $who }
review-back-how = It stays on the list of whoever entered it until it is corrected.
review-back-hint = What to look at again. Never a patient’s name.
review-correct-title = Correct this record
review-correct-now = Recorded as { $drug } × { $count }. What was written stays in the record.
review-correct-hint = Why it is something else. Never a patient’s name.
review-correct-go = Record the correction
review-seek = Look in the catalog
review-seek-hint = Imprint, name or NDC
review-to-unidentified = Unidentified: nobody can say
review-to-withdrawn = Withdraw it: it should not have been recorded
review-prove-title = { $who }, sign with your PIN or passphrase
review-prove-how = It signs what you review in the next quarter of an hour.
review-sign = Sign
review-approved = Approved: { $drug }
review-sent-back = Sent back to { $who }: { $drug }
review-corrected = Corrected: { $drug }
figures-none = There is nothing in this span.
figures-month = 30 days
figures-year = 365 days
figures-items = Items
figures-count = { $count } in all, most on { $name }: { $most }
figures-hazardous = Hazardous items
figures-unidentified = Unidentified items
figures-agreement = Person agreed with the model
figures-share = { $percent } % ({ $part } of { $whole })
figures-weight = Net weight by take-back event
figures-pounds = { $pounds } lb
figures-no-events = No take-back event in this span.
figures-bar = { $name }: { $words }

## Capture

capture-title = What is this pill?
capture-lead = One pill or several on a plain ground, not touching. Keep labels and names out of the picture.
capture-drop = Drop a photograph here
capture-formats = JPEG, PNG, WebP or BMP, up to 50 megapixels
open-photo = Open photograph…
paste-photo = Paste
try-it = Try it with a drawing
looking = Looking for pills…
search-catalog = Search the catalog
way-drawing-title = No pill at hand?
way-drawing = “Try it” draws a tray of pills from catalog facts and runs the real identification on it. It is a drawing, not a photograph.
way-camera-title = Camera
camera-opening = Looking for a camera.
camera-live = Live: { $settings }. What lies still is looked at by itself.
camera-stalled = The camera has shown nothing for { $seconds } seconds. Check its cable.
camera-no-picture = The camera shows nothing yet. Wait for its picture.
camera-picture = Live picture of the camera
take-picture = Take picture
way-by-hand-title = No photograph?
way-by-hand = Find the drug by imprint, name or NDC and record it.
recorded-session = Recorded since the window opened: { $count }
missing-title = Identification from photographs does not work on this computer
missing-by-hand = You can still search the catalog and record by hand.
no-chooser-photo = This desktop shows no file chooser. Drop the photograph onto the window, paste it, or start with: takeback PHOTO
no-chooser-export = This desktop shows no file chooser. Type the path into the field instead.
paste-nothing = There is no picture on the clipboard. Copy a photograph and try again.
dialog-open = Open a photograph of pills
dialog-photos = Photographs
dialog-export = Export the log as CSV
dialog-report = Write the report

## Tray

drawing-note = Drawing from catalog facts, not a photograph
outline-name = Pill { $number } in the photograph
pill-name = Pill { $number }: { $title }
tray-count = { $count ->
    [0] No pill found
    [one] 1 pill found
   *[other] { $count } pills found
}
tray-lead = Choose a pill, here or in the photograph.
tray-touching = Pills that touch cannot be told apart. Move them apart and take the photograph again.
no-pill-found = No pill was found. Put the pill on a plain ground, come closer, and take the photograph again.
put-away = Put away
all-pills = { $count ->
    [one] 1 pill
   *[other] All { $count } pills
}
pill-recorded = Recorded
pill-touching = Move these apart
pill-touching-advice = Touching pills are read as one.
pill-failed = This pill could not be read
pill-likeliest = { $percent } likely · { $verdict }
reading-picture = Reading the picture…

## Result

side-name = Photograph of the pill, side { $number }
measured = Seen: { $colors } · { $shape }
shape-unclear = shape unclear
reading-imprint = Reading the imprint…
imprint-read = Imprint read: { $words }
imprint-none = No imprint could be read
imprint-no-reader = No imprint reader: picture only
imprint-unlisted = not listed
other-side-add = Add the other side
advice-blank = Nothing could be read on this side. Turn the pill over and add a photograph of its other side.
advice-shared = What was read stands on many pills. Turn it over and add a photograph of the other side.
advice-unsure = One side is not enough to tell. Turn the pill over and add a photograph of its other side.
advice-look-it-up = The photographs do not settle it. Search the catalog, or record it as unidentified.
other-side-how = Open, drop or paste a photograph of the other side
other-side-open = Open…
other-side-paste = Paste
other-side-gone = This pill is no longer on the table. Open its photograph again.
other-side-none = No pill was found in the photograph of the other side. Put the pill on a plain ground and come closer.
looking-side = Looking at the other side…
candidates-waiting = Looking for candidates…
candidates-failed = No candidates. Search the catalog, or record the pill as unidentified.
candidates-title = Likeliest first. Compare imprint and drawing before you confirm.
candidates-unsure = Not sure enough to name one. Compare closely, add the other side, or record as unidentified.
candidate-name = { $rank }. { $drug }, { $percent }, { $verdict }
product-line = Imprint { $imprint } · { $labeler } · NDC { $ndc }
look-alikes = { $count ->
    [one] 1 look-alike
   *[other] { $count } look-alikes
}
look-alikes-choose = These look the same and are different drugs. Choose one, or record as unidentified.
look-alikes-same = These look the same. The marked one is recorded.
look-alike-name = { $drug }, { $labeler }, NDC { $ndc }
remark-for = For
remark-against = Against
remark = { $channel } seen { $seen }, listed { $listed }
remark-nothing = nothing
channel-picture = the picture
channel-imprint = imprint
channel-color = color
channel-shape = shape
channel-typed = imprint as typed

## Hazard

verdict-hazardous = Hazardous
verdict-none = No hazard listing found
verdict-unknown = Unknown: handle as hazardous
verdict-unknown-line = Not identified. Handle it as hazardous and possibly controlled.
verdict-none-line = No listing found in rule set { $version }, whose NIOSH 2024 list is partial.
verdict-waiting = Unknown so far: handle as hazardous
verdict-waiting-line = Until a drug is confirmed, every pill is handled as hazardous and possibly controlled.
estimate-hazardous = Hazardous: { $percent } likely
estimate-none = No hazard listing found for the likeliest ({ $percent } likely hazardous)
reason = { $system } { $code } · { $ingredient } · { $condition } ({ $source })
reasons-more = { $count ->
    [one] and 1 more reason
   *[other] and { $count } more reasons
}
schedule = Controlled { $class }, DEA { $code }

## Decide

quantity-less = One less
quantity-more = One more
quantity-name = Quantity { $count }
quantity-unit = { $count ->
    [one] unit
   *[other] units
}
reference = Case or reference
reference-hint = Required here
reference-personal = No names, no birthdays
confirm = CONFIRM
confirm-nothing = Choose one first
confirm-look-alike = Choose a look-alike
not-this = NOT THIS
record-unidentified = UNIDENTIFIED
saving = Recording…
already-recorded = This pill is recorded.
record-line = { $drug } × { $count }
recorded = Recorded: { $line }
ledger-busy = The record is busy. Nothing was recorded; wait a moment and confirm again.
undo = Undo
undo-line = Undo: { $line }
undo-title = Withdraw the last record?
undo-how = The record stays, and a correction with your reason is added to it.
undo-wrong-drug = Wrong drug
undo-wrong-count = Wrong quantity
undo-twice = Recorded twice or by mistake
undo-other = Another reason
undo-other-hint = In your words
undo-go = Withdraw
undone = Withdrawn: { $line }

## Search

search-title = Find the drug in the catalog
search-imprint = Imprint
search-imprint-hint = both sides, any order
search-name = Name
search-name-hint = drug or brand
search-ndc = NDC
search-ndc-hint = 00093-7248-06
search-color = Color
search-shape = Shape
search-any = any
search-empty = Type what you can read. Part of an imprint is enough; case, spaces and order do not matter.
search-nothing = Nothing in the catalog fits. Try fewer words, or record the pill as unidentified.
group-ndc = This NDC ({ $count })
group-exact = Exactly this ({ $count })
group-partial = Part of the imprint ({ $count })
group-variants = Look-alike characters or read upside down ({ $count })
group-name = By name ({ $count })
group-open = Cannot be ruled out, the listing is silent ({ $count })
group-more = and { $count } more; add words to narrow it down

## Log

log-words = Drug, NDC, labeler or reference
log-words-hint = any part
log-from = From
log-to = To
log-kind = Show
date-hint = 2026-01-31
date-problem = { $field }: not a date
kind-all = everything
kind-hazardous = hazardous
kind-unidentified = unidentified
kind-withdrawn = withdrawn
kind-controlled = schedule { $class }
log-loading = Reading the record…
log-empty = Nothing is recorded yet. What you confirm appears here.
log-none-match = No record fits this filter.
log-count = { $count ->
    [one] 1 record
   *[other] { $count } records
}
log-count-more = The newest { $count } records; scroll for older ones
log-unidentified-note = Handled as hazardous and possibly controlled
log-corrected = Corrected by { $who }: { $reason }
log-by-hand = by hand
column-time = Time
column-drug = Drug
column-quantity = Qty
column-hazard = Hazard
column-schedule = Schedule
column-confidence = Confidence
column-who = Who
export = Export…
export-path = Write to
export-choose = Choose…
export-go = Export CSV
export-running = Exporting… { $rows } rows written
export-note = Writes the records that fit the filter. Identification by image is an aid, not a laboratory result. This is not a DEA form.
export-note-research = Writes the records that fit the filter, watermarked RESEARCH. Identification by image is an aid, not a laboratory result. This is not a DEA form.
export-no-name = Name a file to export to, such as log.csv.
exported = { $rows ->
    [one] 1 record is exported to { $path }
   *[other] { $rows } records are exported to { $path }
}

## Reports

reports-title = Which report?
report-by-act = Period, by the day of disposal; empty means everything
report-by-entry = Period, by the day of entry; empty means everything
report-today = Today
report-week = Last 7 days
report-month = This month
report-year = This year
report-all = Everything
report-format = As
report-pdf = PDF, to print and sign
report-xlsx = Excel workbook
report-csv = CSV, for programs
report-go = Make report
report-running = Making the report…
report-backwards = The period ends before it begins. Correct one of the two days.
report-none = Choose a report first.
report-no-name = Name a file for the report.
report-note = The report says what it is, the site, the period and the last record it was made at. This is not a DEA form.
report-note-research = The report is watermarked RESEARCH. This is not a DEA form.
reported = { $rows ->
    [one] The report with 1 row is written to { $path }
   *[other] The report with { $rows } rows is written to { $path }
}

## About

about-claims-title = What this program claims
about-aid = Identification by image is an aid, not a laboratory result. A person confirms every record.
about-not-safe = It never calls a pill safe. At best, no hazard listing is found in the rules it has.
about-offline = It works offline. Photographs and records stay on this computer.
about-facts-title = What it knows
about-program = Program
about-catalog = Catalog
about-coverage = { $count } products, { $photographed } with a reference photograph, as of { $date }. A pill outside of it cannot be named.
about-rules = Hazard rules
about-rules-caveat = Not complete
about-model = Model
about-runtime = Runtime
about-imprint = Imprint reader
about-imprint-yes = present
about-site-title = This site
about-mode = Mode
about-law = Law
about-action = May we { $action }?
about-action-yes = Yes
about-mode-text = In short
about-home = Record and settings
about-keys-title = Keys
key-pick = pick a candidate
key-confirm = confirm what is picked
key-not-this = not this: search the catalog
key-unidentified = record as unidentified
key-other-side = add the other side
key-quantity = quantity
key-undo = withdraw the last record
key-photo = open, paste, try it with a drawing
key-search = search the catalog, export the log or make the report
key-back = stop, back, put away
key-screens = Identify, Log, About, To do, Reports, Liners, Packages, Event, Site and people, guidance
key-theme = light or dark
about-licences-title = Licenses
about-licences = takeback: MIT or Apache-2.0. Font Atkinson Hyperlegible Next: SIL Open Font License 1.1. Catalog facts: NLM C3PI and RxNorm, US public domain.

## Signatures

signing-two = Two different people sign. The first: choose your name and enter your own PIN.
signing-second = { $name } has signed. Now somebody else: choose your name and enter your own PIN.
signing-one = Sign with your own PIN.
signing-has-signed = { $name } has signed already; the law wants two different people.
signing-too-few = Not enough people here may sign. An administrator adds them under Site and people.
signing-go = Sign
signing-cancel = Back to the form, nothing is lost

## Custody

nav-todo-count = { $count ->
    [0] To do
   *[other] To do ({ $count })
}
nav-liners = Liners
nav-packages = Packages
nav-event = Event
acts-not-here = Not at this kind of site
acts-law = { $steps }: { $text } ({ $citation })
step-acquire-liner = New liners came in
step-receive-liner = Sealed liners arrived
step-install-liner = Put a liner in
step-seal-liner = Take a liner out and seal it
step-store-liner = Put sealed liners in storage
step-transfer-liner = Hand sealed liners over
step-destroy-liner = Destroy sealed liners here
step-discard-liner = Unused liner lost or damaged
step-acquire-package = New packages came in
step-offer-package = Make packages available
step-send-package = Send packages to a third party
step-receive-package = Packages came back
step-receive-foreign = A foreign package came
step-notify = The Field Office was told
step-destroy-package = Destroy returned packages here
step-discard-package = Unused package lost or damaged
step-open-session = Open a take-back event
step-seal-box = Seal a box
step-deposit = Everything is deposited
step-close-session = Hand over and close the event
step-inventory = Take the inventory
step-designate = Name a facility supervisor
lead-deposit = From here on nothing is recorded item by item, and what is in the boxes is not looked at again. Boxes can still be sealed.
lead-seal = One act: the liner is sealed as soon as it is out, and is never opened again. The weight is that of the whole sealed liner.
lead-foreign = Only a package that was neither made available here nor agreed on, and likely holds controlled substances. Never open it. The DEA Field Office hears of it within 3 business days.
lead-inventory = Scan everything that is there. What the record has on hand and you did not scan is listed as missing. Contents are not counted.
lead-designate = The collector names a supervisor of the facility, who may be one of the two at its receptacle. The other is always an employee of the collector.
lead-box = Weigh the full box and the empty one. The box is not opened again.
slot-size = Size in gallons, as marked on the liner
slot-place = Address of the place
slot-storage = Where it is stored
slot-weight = Weight in pounds
slot-kind = Handed to
slot-name = Their name
slot-address = Their address
slot-registration = Their DEA registration number
slot-means = How they travel
slot-carrier = Name of the carrier
slot-method = How it is made non-retrievable
slot-reason = What happened
slot-office = Which DEA Field Office
slot-agreement = By agreement with this collector
slot-officer = Officer who oversees the collection
slot-officer-number = That officer's number
slot-event-place = Where it takes place
slot-starts = Collecting starts at
slot-box = Number of the box
slot-gross = Full, lb
slot-tare = Empty, lb
slot-taker = The boxes go to
slot-handed-at = Handed over at
slot-taken = When in the day
slot-person = Whose account
slot-facility = The facility that employs them
slot-standing = From now on
slot-day = Day on which it happened
hint-size = 10
hint-weight = 23.4
hint-registration = AB1234563
hint-method = incineration
hint-time = 09:30
hint-agreement = only if it is not one of ours
to-reverse-distributor = Reverse distributor
to-distributor = Distributor
to-dea = DEA
by-carrier = Common or contract carrier
by-pick-up = They fetch them
by-own-vehicle = Our own vehicle
taker-dea = DEA agent
taker-destruction = Site of destruction
taken-opening = At opening
taken-close = At close
standing-designated = May sign at the facility
standing-no-more = May not sign there any more
scan-liners = Scan or type the numbers of the liners
scan-packages = Scan or type the numbers of the packages
scan-seals = Scan or type the numbers of the seals
scan-on-hand = Scan everything that is there
scan-hint = ends with Enter
scan-none = Nothing scanned yet.
scan-count = { $count ->
    [one] 1 number
   *[other] { $count } numbers
}
scan-twice = { $number } was scanned before; it is in once.
scan-remove = Remove { $number }
form-line = { $field }: { $value }
form-numbers = { $count ->
    [one] Number: { $numbers }
   *[other] { $count } numbers: { $numbers }
}
form-missing = { $field }: type one line of text
form-may-be-empty = { $field } (if there is one)
time-problem = { $field }: not a time such as 09:30
form-record = Record
form-sign-one = Check and sign
form-sign-two = Check and sign, two people
form-note-one = One person signs with their own PIN.
form-note-two = Two different people sign, each with their own PIN.
form-checking = Checking…
form-back = Back
form-throw-away = Empty this form
designate-nobody = Choose a person
box-no-seal = Scan the number of at least one seal or tape on the box.
history-title = What was recorded
history-step = { $day }: { $done }
history-entered = Entered by { $who }, { $when }, record { $number }
history-signed = Signed by
done-acquired = came in unused
done-received-sealed = arrived sealed
done-installed = put into the receptacle
done-sealed = taken out and sealed
done-stored = put in storage
done-transferred = handed over
done-destroyed = destroyed
done-discarded = discarded unused
done-offered = made available
done-sent = sent to a third party
done-returned = came back sealed
done-foreign = came, foreign
done-notified = Field Office told
things-find = Find a number
things-find-hint = scan or type
things-none = Nothing is recorded here yet. Begin on the left, with what came in.
things-none-match = Nothing here fits.
shelf-here = All here ({ $count })
shelf-unused = Unused ({ $count })
shelf-installed = Installed ({ $count })
shelf-sealed = Sealed ({ $count })
shelf-stored = In storage ({ $count })
shelf-gone = Gone ({ $count })
shelf-out = Out ({ $count })
shelf-returned = Returned ({ $count })
thing-name = { $number }, { $is }, since { $since }, { $size }
thing-since = since { $day }
thing-close = Close this history
pounds = { $number } lb
event-headline = Event { $number }, { $place }, { $day } { $time }
event-counts = { $boxes ->
    [0] No box sealed yet
    [one] 1 sealed box, { $net } lb net
   *[other] { $boxes } sealed boxes, { $net } lb net
}
event-none = No take-back event is open
event-none-lead = Open one first, with the officer who oversees the collection. Items are recorded only while an event is open and nothing is deposited yet.
event-earlier = Earlier events
event-collecting = Collecting: items may be recorded one by one before they go into a box.
event-deposited = Everything is deposited. Seal the boxes and hand them over.
event-closed = Closed.
event-officer = { $agency }; overseen by { $name }, number { $number }
event-no-box = Seal the first box when it is full.
event-nothing-collected = Nothing was collected.
event-needed = No take-back event is open. Items are recorded only during one.
event-past = Everything of this event is deposited. Items are recorded no more.
event-go = Go to the event
box-number = Box
box-net = Net, lb
box-seals = Seals
inventory-complete = Everything that the record has on hand is scanned.
inventory-missing = { $count ->
    [one] 1 thing on hand by the record is not scanned yet
   *[other] { $count } things on hand by the record are not scanned yet
}
inventory-unused-liners = Unused liners: { $numbers }
inventory-sealed-liners = Sealed liners: { $numbers }
inventory-unused-packages = Unused packages: { $numbers }
inventory-returned-packages = Returned packages: { $numbers }
todo-lead = { $count ->
    [0] Nothing is unfinished
    [one] 1 thing is unfinished
   *[other] { $count } things are unfinished
}
todo-nothing = What waits for somebody appears here: terms that run out, things missing at an inventory, events left open, forms that were begun.
todo-form = { $count ->
    [0] Begun and not recorded: { $form }
    [one] Begun and not recorded: { $form }, 1 number
   *[other] Begun and not recorded: { $form }, { $count } numbers
}
todo-go-on = Go on
todo-show = Show { $number }
todo-event = Go to the event

## Site and people

nav-staff = Site and people
sign-in-forgot = PIN forgotten
staff-mine = My PIN
staff-people = People
staff-site = Site
staff-no-accounts = Nobody has an account here yet. Set up the site first.
staff-strength = A PIN has at least 6 digits, a passphrase at least 12 characters.
staff-old = The one until now
staff-secret = New PIN or passphrase
staff-change-mine = Change my PIN
staff-add = Add somebody
staff-add-go = Add this person
staff-name = Their name, as printed in the records
staff-role = Role
staff-code = New recovery code
staff-officer = officer { $number }
staff-disabled = disabled
staff-locked = locked until { $until }
staff-give-lead = A forgotten PIN: let them choose another one here. It also ends a lock-out.
staff-give = Give the new PIN
staff-disable-lead = Nobody signs in with this account any more. What it did stays on record.
staff-disable = Disable
staff-disabled-lead = Disabled. A new PIN lets this person in again.
staff-done-role = The role is changed.
staff-done-disabled = The account is disabled.
staff-done-secret = The new PIN is set.
staff-done-mine = Your PIN is changed.
staff-done-added = The account is made.
staff-done-site = The site is set up as shown, and that is on record.
staff-address = Address of the site
staff-registration = DEA registration number
staff-registered-name = Name on the certificate, if it is another
staff-telephone = Telephone
staff-contact = Whom to ask about the record
staff-practitioner = Is the registrant a practitioner (pharmacy, hospital, clinic)?
staff-practitioner-open = not said
staff-practitioner-yes = yes
staff-practitioner-no = no
staff-save-site = Save the site
staff-site-record = The change is itself a record, with your name.
staff-mode-same = Choosing another kind of site shows here what that changes.
staff-mode-changes = From { $from } to { $to } changes this:
staff-mode-may = We may { $action }.
staff-mode-partly = We may { $action }, non-controlled only.
staff-mode-may-not = We may not { $action }.
recover-title = PIN forgotten
recover-others = An administrator who is signed in gives you a new PIN: Site and people, People. Where no administrator can sign in, the recovery code helps one of them.
recover-who = Which administrator
recover-code = Recovery code
recover-go = Set the new PIN

## Guidance

nav-guidance = Guidance
guidance-title = Return your medicines here
guidance-lead = Put them in yourself. Nothing about you or about them is written down.
guidance-yes-title = These may go in
guidance-yes =
    Pills, capsules, patches and creams
    Prescription medicines, also controlled ones
    Medicines without a prescription, and those for pets
    Liquids, well closed in their bottle
guidance-no-title = These may not
guidance-no =
    Needles and anything sharp
    Illegal drugs, also marijuana
    Thermometers, batteries, devices
    Medicines of a business, such as a doctor’s office
guidance-label-title = Your name on the label
guidance-label =
    Take the label off or cross out your name.
    Nobody here needs it.
guidance-drop-title = Drop it in yourself
guidance-drop =
    The staff may not take, count or sort it for you.
    What is in the box cannot be taken out again.
guidance-leave = Staff: leave this screen
guidance-prove = { $name }: enter your PIN to leave
guidance-back = Back to the guidance
