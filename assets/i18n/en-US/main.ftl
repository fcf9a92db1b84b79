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
code-what-for = It lets an administrator back in once, when nobody remembers a PIN: takeback account recover
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
key-screens = Identify, Log, Reports, About
key-theme = light or dark
about-licences-title = Licenses
about-licences = takeback: MIT or Apache-2.0. Font Atkinson Hyperlegible Next: SIL Open Font License 1.1. Catalog facts: NLM C3PI and RxNorm, US public domain.
