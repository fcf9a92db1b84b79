## The words of the window, American English.
## A language is one folder with this file; `tests/ui/words.rs` finds what is missing or differs.

language-name = English

## Numbers and days

number-decimal = .
number-group = ,
date-shown = { $month } { $day }, { $year }
date-typed = %m/%d/%Y
month = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

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
setup-again = Repeat it
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
code-what-for = It lets an administrator back in once: “PIN forgotten” where people sign in, or takeback account recover. When the window locks it is gone: make another under People then.
code-go = It is written down
code-unseen = A recovery code was made and shown to nobody, and the one before is worth nothing. Make another: Site and people, People.

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
unlock-title = This record is encrypted
unlock-lead = Enter its passphrase. Until then nothing of it can be read.
unlock-passphrase = Passphrase of the record
unlock-wrong = That is not the passphrase of this record. Nothing was changed; try again.
unlock-show = Show what is typed
unlock-go = Open the record
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
review-refresh = Refresh
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
doubt-other = Not the model’s first
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
review-camera = Camera: { $setup }
review-versions = { $model } · rules { $rules } · catalog { $catalog }
review-person = What the person decided
review-decided = { $drug } × { $count }, { $how }
review-how-picked = the model’s number { $rank }
review-how-searched = found in the catalog
review-how-unidentified = nobody could say
review-entered = { $who }, entered { $time }, disposed of { $day }
review-reference = Reference { $reference }
review-discontinued = Discontinued on { $day }
review-package = Package: { $says }
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
figures-no-share = No items to count
figures-weight = Net weight by take-back event
figures-pounds = { $pounds } lb
figures-no-events = No take-back event in this span.
figures-bar = { $name }: { $words }

## Capture

capture-title = What is this pill?
capture-lead = One pill or several on a plain background, not touching. Keep labels and names out of the picture.
capture-drop = Drop a photograph here
capture-formats = JPEG, PNG, WebP or BMP, up to 50 megapixels
open-photo = Open photograph…
paste-photo = Paste
try-it = Try it with a drawing
looking = Looking for pills…
search-catalog = Search the catalog
way-drawing-title = No pill at hand?
way-drawing = “Try it with a drawing” draws a tray of pills from catalog facts and runs the real identification on it. It is a drawing, not a photograph.
way-camera-title = Camera
choose-camera = Choose a camera
choose-camera-who = An administrator chooses the camera, under Site and people.
camera-opening = Looking for a camera.
camera-live = Live: { $settings }.
camera-watches = Pills are identified by themselves once they lie still.
camera-stalled = The camera has shown nothing for { $seconds } seconds. Check its cable.
camera-back = The camera is back.
camera-asleep-title = The camera sleeps
camera-asleep = Nobody was here for a while, so it is closed and sees nothing. Touch the screen or press a key to open it again.
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

drawing-refused = A drawing is no pill: only a site of mode RESEARCH records it, to try things out.
drawing-note = Drawing from catalog facts, not a photograph
outline-name = Pill { $number } in the photograph
pill-name = Pill { $number }: { $title }
tray-count = { $count ->
    [0] No pill found
    [one] 1 pill found
   *[other] { $count } pills found
}
tray-picture = Photograph with the pills outlined
tray-lead = Tap a pill, here or in the picture.
tray-agreed = Every pill is identified. Confirm all, or tap one to look closer.
tray-done = Every pill is recorded.
tray-done-live = Every pill is recorded. Take them off the tray.
tray-touching = Pills that touch cannot be told apart. Move them apart and take the photograph again. What cannot be moved apart is recorded by hand, without a photograph.
tray-touching-live = Move the marked pills apart. What cannot be moved apart is recorded by hand, without a photograph.
pills-touch = Pills touch. Move them apart.
pills-hazardous = { $count ->
    [one] Handle as hazardous: pill { $pills }
   *[other] Handle as hazardous: pills { $pills }
}
tray-missing = Pill { $number } was taken off the tray without a record. Put it back, or tap it to decide.
tray-known-again = { $count ->
    [one] 1 pill that lies here is already recorded. If you have laid another in its place, take it off and lay it down again.
   *[other] { $count } pills that lie here are already recorded. If you have laid others in their place, take them off and lay them down again.
}
tray-known-again-folder = { $count ->
    [one] 1 pill that lies here is already recorded. If you have laid another in its place, drop a photograph of the empty tray into the folder, then one of the tray with the pill.
   *[other] { $count } pills that lie here are already recorded. If you have laid others in their place, drop a photograph of the empty tray into the folder, then one of the tray with the pills.
}
tray-lost = { $count ->
    [one] 1 pill that lay here is already recorded and is not where it lay. If it is still on the tray, take it off.
   *[other] { $count } pills that lay here are already recorded and are not where they lay. If they are still on the tray, take them off.
}
tray-lost-first = Take the recorded pills off the tray first.
tray-cleared = Nothing recorded is left here
confirm-all = CONFIRM ALL { $count }
confirm-all-not-yet = Some pills need a closer look
confirm-all-unseen = The camera does not see the tray
start-over = Start over
no-pill-found = No pill was found. Put the pill on a plain background, move closer, and take the photograph again.
put-away = Close
all-pills = { $count ->
    [one] 1 pill
   *[other] All { $count } pills
}
pill-recorded = Recorded
pill-touching = Move these apart
pill-touching-advice = Nobody can say how many they are.
touching-refused = Move the touching pills apart first.
pill-missing = Off the tray, not recorded
pill-missing-advice = Put it back, or tap to decide.
pill-gone = Pill { $number } was taken off the tray without a record. Put it back, record it here, or leave it unrecorded.
pill-forget = Leave unrecorded
pill-several = { $count } × { $drug }
pill-picked = { $verdict } · Chosen by you
pill-failed = This pill could not be read
pill-likeliest = { $verdict } · drug { $percent } likely
pill-likeliest-turn = { $verdict } · Turn it over · drug { $percent } likely
pill-likeliest-reading = { $verdict } · Reading the imprint… · drug { $percent } likely
reading-picture = Reading the picture…

## Picture quality

flaw-too-dark = Too dark to see anything. Turn on a light.
flaw-label = Print in view, perhaps a label. This picture is neither used nor kept. Take everything but pills out of view.
flaw-hand = A hand or something else reaches in. Take it away.
flaw-dust = Dust on the tray. Wipe it clean.
flaw-cut-off = Only part of it is in the picture. Move the whole pill into the picture.
flaw-too-far = Too small in the picture. Move the camera closer.
flaw-blurred = Blurred. Hold still, or focus anew.
flaw-glare = A lamp is reflected in it. Move the lamp or the pill.
flaw-broken = Looks broken. A broken pill is easily taken for another: compare the imprint, or record it as unidentified.

## Result

side-name = Photograph of the pill, side { $number }
measured = Seen: { $colors } · { $shape }
shape-unclear = shape unclear
reading-imprint = Reading the imprint…
imprint-read = Imprint read: { $words }
imprint-none = No imprint could be read
imprint-no-reader = No imprint reader: picture only

# What the label of the vial in hand says.
label-ask = Compare with a label
label-change = Change the label
label-title = What does the label say?
label-lead = Type the name of the drug, or type or scan its NDC. Every pill is then compared with it.
label-field = Drug or NDC on the label
label-field-hint = for example: warfarin 5
label-products = { $count ->
    [one] 1 product
   *[other] { $count } products
}
label-now = Compared with: { $drugs }
label-go = Compare
label-forget = Stop comparing
label-waits = Comparing with the label…
label-agrees = Agrees with the label
label-differs = Does NOT agree with the label
label-unclear = Cannot tell if it agrees
scanned-nowhere = What the scanner typed was not used: no field was chosen. Tap the field that it belongs in, then scan again.
imprint-typed = Imprint, as you read it
imprint-typed-hint = Type what you read on it: TEVA 5728
imprint-weighing = What you read on it is weighed first: look again, then record it.
typed-agrees = The photograph agrees with “{ $words }”.
typed-contradicts = The photograph contradicts “{ $words }”. Read the pill again, or take another photograph.
typed-no-reference = There is no reference photograph of a pill with “{ $words }” to compare with.
typed-not-listed = No listed imprint resembles “{ $words }”. Read the pill again.

imprint-unlisted = not listed
labeler-unlisted = labeler not stated
other-side-add = Add the other side
one-side = One side seen. Both sides make the answer surer.
both-sides = Both sides seen
sides-split = These are two pills
turn-over = Turn it over
turn-how = Turn pill { $number } over and take your hand away.
turn-blank = Nothing could be read on this side. Turn the pill over.
turn-shared = Many pills carry this imprint. Turn it over.
turn-unsure = One side is not enough to tell. Turn the pill over.
advice-blank = Nothing could be read on this side. Turn the pill over and add a photograph of its other side.
advice-shared = Many pills carry this imprint. Turn it over and add a photograph of the other side.
advice-unsure = One side is not enough to tell. Turn the pill over and add a photograph of its other side.
advice-sides-differ = These do not look like two sides of one pill. Photograph both sides of one pill again.
advice-look-it-up = The photographs do not settle it. Search the catalog, or record it as unidentified.
other-side-how = Open, drop or paste a photograph of the other side
other-side-how-kiosk = Turn the pill over and take its picture
other-side-open = Open…
other-side-paste = Paste
other-side-gone = This pill is no longer on the tray. Open its photograph again.
other-side-none = No pill was found in the photograph of the other side. Put the pill on a plain background and move closer.
other-side-several = The photograph of the other side shows { $count } pills. Photograph this one alone.
other-side-same = This is the photograph that is there already. Turn the pill over and photograph its other side.
looking-side = Looking at the other side…
candidates-waiting = Looking for candidates…
candidates-failed = No candidates. Search the catalog, or record the pill as unidentified.
candidates-title = Likeliest first. Compare imprint and drawing before you confirm.
candidates-unsure = Not sure enough to name one. Compare closely, add the other side, or record as unidentified.
candidate-name = { $rank }. { $drug }, { $percent }, { $verdict }
product-line = Imprint { $imprint } · NDC { $ndc } · { $labeler }
look-alikes = { $count ->
    [one] 1 look-alike
   *[other] { $count } look-alikes
}
look-alikes-choose = These look the same and are different drugs. Choose one, or record as unidentified.
look-alikes-same = These look the same. The marked one is recorded.
look-alike-name = { $drug }, NDC { $ndc }, { $labeler }
remark-for = For
remark-against = Against
remark = { $channel } seen { $seen }, listed { $listed }
remark-nothing = nothing
channel-picture = the picture
channel-imprint = imprint
channel-color = color
channel-shape = shape
channel-typed = imprint as typed
channel-size = length
remark-mm = { $length } mm

## Hazard

verdict-hazardous = Hazardous
verdict-none = No hazard listing found
verdict-unknown = Unknown: handle as hazardous
verdict-unknown-line = Not identified. Handle it as hazardous and possibly controlled.
verdict-none-line = No listing found in rule set { $version }, whose NIOSH 2024 list is partial.
verdict-waiting = Unknown so far: handle as hazardous
verdict-waiting-line = Until a drug is confirmed, every pill is handled as hazardous and possibly controlled.
estimate-handle = Handle as hazardous
estimate-hazardous = Handle as hazardous: { $percent } probability
estimate-none = No hazard listing found for the likeliest
estimate-none-line = { $percent } likely hazardous
reason = { $system } { $code } · { $ingredient } · { $condition }
reason-source = Source: { $source }
reasons-why = Why?
reasons-more = { $count ->
    [one] and 1 more reason
   *[other] and { $count } more reasons
}
schedule = Controlled { $class }, DEA { $code }

## Decide

quantity-less = One less
quantity-more = One more
quantity-name = Quantity { $count }, change
quantity-title = How many?
quantity-field = Number of units
quantity-take = Set the quantity
quantity-refused = { $typed } is not a quantity. Enter a whole number from 1 to { $most }.
quantity-unit = { $count ->
    [one] unit
   *[other] units
}
reference = Case or reference
reference-hint = Required here
reference-personal = No names, no birthdays
reference-same = Same case as before: { $number }
discontinued = Discontinued on
confirm = CONFIRM
confirm-nothing = Choose one first
confirm-look-alike = Choose a look-alike
not-this = NONE OF THESE
record-unidentified = UNIDENTIFIED
saving = Recording…
already-recorded = This pill is recorded.
record-line = { $drug } × { $count }
record-many = { $count } pills
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
search-title-by-hand = Record by hand, without a photograph
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
chosen-now = What you chose
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
date-hint = 01/31/2026
date-problem = { $field }: not a date (month/day/year)
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
log-withdrawn = Withdrawn by { $who }: { $reason }
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
export-note = Writes the records that fit the filter. Identification by image is an aid, not a laboratory result. This is not a DEA form.
export-note-research = Writes the records that fit the filter, watermarked RESEARCH/DEMO. Identification by image is an aid, not a laboratory result. This is not a DEA form.
export-no-name = Name a file to export to, such as log.csv.
export-is-csv = An export is CSV: end the name in .csv, or make the disposal log under Reports.
file-hidden = { $path } is a hidden place. Name another file or folder.
file-there = { $path } is there already. Give the file another name.
exported = { $rows ->
    [one] 1 record is exported to { $path }
   *[other] { $rows } records are exported to { $path }
}

## What takes long

long-export = Exporting…
long-report = Making the report…
long-check = Checking the record…
long-back-up = Making a backup…
long-read = { $count ->
    [one] 1 record read
   *[other] { $count } records read
}
long-stopping = Stopping…
long-stopped = Stopped. Nothing of it is left, and no record was touched.
long-busy = Something else is still running. Wait for its end, or cancel it first.
record-title = The record itself
record-backups = Backups go to { $folder }.
record-no-backups = No folder for backups is set: name one as `backup_folder` in settings.toml.
record-check = Check the record
record-back-up = Back up now
record-whole = { $count ->
    [one] The record is whole: its 1 entry is as it was written.
   *[other] The record is whole: all { $count } entries are as they were written.
}
record-broken = { $count ->
    [0] The record does not verify: { $finding }. Keep a copy and restore the latest backup.
    [one] The record does not verify: { $finding }. The 1 entry before that is whole. Keep a copy and restore the latest backup.
   *[other] The record does not verify: { $finding }. The { $count } entries before that are whole. Keep a copy and restore the latest backup.
}
record-other-key = The key does not fit the record: { $finding }. Either that key or the record is not this station's. Compare the key with the one that is locked away: if they differ, put this station's own back; if they are the same, keep a copy of the record and restore the latest backup.
record-odd-head = The record itself is whole, but { $finding }. Compare this head with the one that was handed out, or take the file out of the folder heads.
record-head-of-other-key = In the record nothing is wrong, but { $finding }. That head was not held against it. Keep such heads outside of the folder heads, and name the signing.pub that goes with them: `takeback verify --against HEAD --public-key FILE`.
backed-up = { $count ->
    [one] 1 entry, checked, is in { $path }
   *[other] { $count } entries, checked, are in { $path }
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
report-backwards = The period ends before it begins. Correct one of the two days.
report-none = Choose a report first.
report-no-name = Name a file for the report.
report-note = The report says what it is, the site, the period and the last record it was made at. This is not a DEA form.
report-note-research = The report is watermarked RESEARCH/DEMO. This is not a DEA form.
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
key-photo = open a photograph, paste one
key-try = try it with a drawing
key-search = search the catalog, export the log or make the report
key-back = stop, back, close
key-screens = Identify, Log, About, To do, Reports, Liners, Packages, Event, Site and people, guidance, Review
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
step-regain-liner = Handed-over liners came back
step-strike-liner = Liner recorded in error
step-acquire-package = Unused packages came in
step-offer-package = Make packages available
step-send-package = Send packages to a third party
step-receive-package = Packages came back
step-take-over = Packages or boxes from law enforcement came
step-receive-foreign = A foreign package came
step-notify = Record that the Field Office was notified
step-transfer-package = Hand returned packages over
step-destroy-package = Destroy returned packages here
step-discard-package = Unused package lost or damaged
step-regain-package = Handed-over packages came back
step-strike-package = Package recorded in error
step-open-session = Open a take-back event
step-seal-box = Seal a box
step-void-box = Box recorded in error
step-deposit = Record the deposit
step-close-session = Hand over and close the event
step-inventory = Take the inventory
step-designate = Name a facility supervisor
step-destroy-stock = Destroy own stock
step-transfer-stock = Hand own stock over
step-deposit-residents = Deposit residents' medicines
step-amend = Correct a weight, place or method
lead-deposit = From here on nothing is recorded item by item, and what is in the boxes is not looked at again. Boxes can still be sealed.
lead-seal = One act: the liner is sealed as soon as it is out, and is never opened again. The weight is that of the whole sealed liner.
lead-foreign = Only a package that was neither made available here nor agreed on, and likely holds controlled substances. Never open it. You must notify the DEA Field Office within 3 business days.
lead-take-over = Sealed packages, or boxes of a take-back event, that law enforcement hands over for destruction. Never open them. The record names the agency and the officer who hands them over.
lead-inventory = Scan everything that is there. What the record has on hand and you did not scan is listed as missing. Contents are not counted.
lead-designate = The collector names a supervisor of the facility, who may be one of the two at its receptacle. The other is always an employee of the collector.
lead-box = Weigh the full box and the empty one. The box is not opened again.
lead-void-box = The record of the box stays and counts no more. Its number and its seals are free again: then record the box as it is.
slot-size = Size in gallons, as marked on the liner
slot-place = Address of the place
slot-storage = Where it is stored
slot-weight = Weight in pounds
slot-kind = Handed to
slot-name = Their name
slot-address = Their address
slot-handed-by = Officer who handed it over, if it came from law enforcement
slot-received-from = Received from
slot-boxes = What it is
slot-registration = Their DEA registration number
slot-order-form = Order form number, DEA 222 or CSOS
slot-means = How they travel
slot-carrier = Name of the carrier
slot-method = How it is made non-retrievable
slot-record = Number of the record
slot-detail = What it should have said
slot-location = Name of the place or business
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
to-supplier = Supplier
to-manufacturer = Manufacturer
to-instructed = Named by DEA
to-dea = DEA
by-carrier = Common or contract carrier
by-pick-up = They pick them up
by-own-vehicle = Our own vehicle
taker-dea = DEA agent
taker-destruction = Site of destruction
taker-reverse-distributor = Reverse distributor
detail-weight = Weight
detail-box-weight = Weights of the box
detail-place = Place
detail-method = Method
taken-opening = At opening
taken-close = At close
boxes-no = Mail-back packages
boxes-yes = Boxes of a take-back event
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
history-corrected = Corrected since
done-acquired = came in unused
done-received-sealed = arrived sealed
done-installed = put into the receptacle
done-sealed = taken out and sealed
done-stored = put in storage
done-transferred = handed over
done-destroyed = destroyed
done-discarded = discarded unused
done-regained = came back after the hand-over
done-struck = struck, recorded in error
done-offered = made available
done-sent = sent to a third party
done-returned = came back sealed
done-taken-over = taken over from law enforcement
done-foreign = came, foreign
done-notified = Field Office notified
done-opened = take-back event opened
done-box-sealed = box sealed
done-box-voided = box struck, recorded in error
done-deposited = everything deposited
done-closed = event closed, boxes handed over
done-inventory = inventory taken
done-amended = detail stated anew
box-restated = weight as corrected
amend-said = It says now
amend-nothing = Give the number of a record that states a weight, a place or a method: the history of each liner, package and box shows it, and for own stock the sheet of Form 41.
amend-no-record = Give the number of the record, as the history and the reports show it.
amend-no-detail = Choose what is stated anew.
hint-record = such as 42
trail-look-up = All records of a number
trail-title = Every record of a number
trail-numbers = Number of a liner, package, box or seal, or a range
trail-hint = CRL1007, or CRL1007 - CRL1027
trail-go = Look up
trail-found = { $count ->
    [0] No record names { $numbers }.
    [one] One record names { $numbers }.
   *[other] { $count } records name { $numbers }, from the first.
}
trail-window = By what was entered, { $number } stood open from { $from } to { $to }. That is a time and no list: which items went into it is not recorded.
trail-still-open = now
trail-sizes = Size: { $sizes }
trail-missing = Not found by this inventory: { $numbers }
trail-signed = Signed: { $who }, { $when }
trail-more = { $count ->
    [one] 1 more record: ask for a shorter range, or use takeback trail.
   *[other] { $count } more records: ask for a shorter range, or use takeback trail.
}
trail-correct = Correct a detail of record { $number }
trail-correct-short = Correct a detail
stock-chosen = { $count ->
    [0] No item chosen
    [one] One item chosen
   *[other] { $count } items chosen
}
stock-all = Choose all
stock-none = No own stock is here: record expired or damaged stock item by item first.
stock-none-chosen = Choose the items that were destroyed.
stock-none-handed = Choose the items that were handed over.
deposit-none = Nothing awaits its deposit: record what residents no longer use item by item first.
deposit-none-chosen = Choose the items that were deposited.
deposit-item = { $item }, discontinued on { $day }
stock-item = Item { $number }: { $drug }, { $count ->
    [one] one unit
   *[other] { $count } units
}
stock-unidentified = { $item }. Nobody said what it is, and the record of how it left needs that: correct the item first.
stock-batch = Batch number of item { $number } (may stay empty)
stock-packages = Full packages of item { $number } (may stay empty)
hint-packages = 2x60: two full ones of 60
stock-said-batch = batch { $value }
stock-said-packages = full packages { $value }
lead-stock = Choose what was destroyed together before two people. Not for what is left of a dose given to a patient: that is recorded elsewhere (21 CFR 1304.22(c)).
lead-transfer-stock = Choose what one receiver took together: a reverse distributor, the supplier or the manufacturer (return, recall), whom the DEA Special Agent in Charge named (practitioners only), or DEA. Another registrant takes Schedule I or II by an order form only (21 CFR 1305.03, 1317.10(b)). What goes to be destroyed, two employees load and unload, or watch, until it is handed over (1317.95(a)). Nobody signs; the record names who enters it.
lead-deposit-residents = Choose what was put into the receptacle before two people. With the deposit it is looked at no more, and the record names no liner. No names of residents: the day on which a medicine was discontinued is all that is kept.
lead-amend = Two people state a weight, a place or a method anew. What was signed stays in the record, with the correction beside it.
lead-transfer-package = Scan every package that goes along. Packages are never opened.
lead-regain = What was handed over came back sealed, for instance because the receiver refused it, or it was never loaded. The record of the hand-over stays. Terms run on from the day on which it was sealed or came.
lead-strike = Only what came sealed and was not handled since. The wrong record stays, as struck, and the number is free again: then record what really came.
todo-stock = Own stock that was recorded item by item is destroyed before two people.
todo-transfer-stock = Or it is handed over: to a reverse distributor, back to the supplier or the manufacturer, to whom the DEA Special Agent in Charge named, or to DEA.
todo-amend-stock = If the place or the method of a destruction was recorded wrong, two people correct it, by the number of its sheet for Form 41.
todo-deposit = Residents' medicines that were recorded item by item are put into the receptacle before two people, within three business days of their discontinuation.
personal-warning = This looks like { $sign }. The record keeps it for years: leave out whatever names a patient.
personal-birth-date = a date of birth
personal-telephone = a telephone number
personal-email = an e-mail address
personal-social-security = a social security number
personal-prescription = words of a prescription label
personal-medical-record = the number of a medical record
personal-patient = something about a patient
personal-name = a person's name
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
inventory-none = Nothing was found on hand.
inventory-not-found = { $count ->
    [one] Not found: 1 thing on hand by the record
   *[other] Not found: { $count } things on hand by the record
}
inventory-no-taken = Say when in the day: at opening or at close.
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
lapse-head = No head was signed on { $day }. Run `takeback head`, which says why.
lapse-backup = There is no backup in { $folder } since yesterday; the newest is of { $day }. See that the disk is there and has room, then run `takeback backup`.
lapse-no-backup = There is no backup in { $folder }. See that the disk is there and has room, then run `takeback backup`.
lapse-self-check = A self-check with known pills is due; the last was on { $day }. Run `takeback self-check`.
lapse-no-self-check = A self-check with known pills is due; there was none yet. Run `takeback self-check`.
lapse-known-pills = { $pills ->
    [one] 1 known pill is wrong now or not named any more, or was left out of the self-check of { $day }. Look at camera, light and scale, then at the model, and run `takeback self-check` again.
   *[other] { $pills } known pills are wrong now or not named any more, or were left out of the self-check of { $day }. Look at camera, light and scale, then at the model, and run `takeback self-check` again.
}
lapse-model = By the record the model in use is { $recorded }, by the disk { $used }. Install the release again, or go back to the one shipped with the program: `takeback model rollback --shipped`.
lapse-model-gone = The installed model is not in { $folder } any more, so the one shipped with the program is used. Install its release again (`takeback model install RELEASE`), or go back to the shipped one: `takeback model rollback --shipped`.
lapse-model-shipped = the one shipped with the program
lapse-model-release = release { $release }
lapse-drift = Since { $day } the model’s word was taken in { $now } % of { $items } items, before that in { $before } % of { $earlier }. Look at camera and light, run `takeback self-check`, and see the figures of the review.
todo-sent-back = { $item }, entered by { $operator }, was sent back by { $by } on { $day }: { $reason }. Whoever reviews corrects or withdraws it.
todo-review = Go to the review

## Site and people

nav-staff = Site and people
sign-in-forgot = PIN forgotten
staff-mine = My PIN
staff-people = People
staff-site = Site
staff-camera = Camera
staff-no-accounts = Nobody has an account here yet. Set up the site first.
staff-strength = A PIN has at least 6 digits, a passphrase at least 12 characters.
staff-old = Current PIN or passphrase
staff-secret = New PIN or passphrase
staff-change-mine = Change my PIN
staff-add = Add somebody
staff-add-go = Add this person
staff-name = Their name, as printed in the records
staff-role = Role
staff-code = New recovery code
staff-officer = officer { $number }
staff-officer-none = No officer of the agency
staff-officer-go = Set the officer number
staff-done-officer = It is on record whether this person is an officer of the agency.
staff-of-collector = employee of the collector
staff-collector = Employee of the collector? The two who sign at its receptacle are, or one of them and a designated supervisor of the facility (21 CFR 1317.80(c)).
staff-collector-yes = yes
staff-collector-no = no
staff-done-collector = It is on record for whom this person works.
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
staff-other-number = This record is that of registration { $number }. Another registered location keeps one of its own, in a folder of its own (21 CFR 1304.21(b)).
staff-renumbered = Same location, new number: why
staff-other-address = This record is that of the location registered at { $address }. Another registered location keeps one of its own, in a folder of its own (21 CFR 1304.21(b)).
staff-relocated = Same registrant, moved: when the registration was modified (21 CFR 1301.51), or what was misspelled
staff-registered-name = Name on the certificate, if it is another
staff-telephone = Telephone
staff-contact = Whom to ask about the record
staff-practitioner = Is the registrant a practitioner (pharmacy, hospital, clinic, physician, dentist, veterinarian)?
staff-practitioner-open = not said
staff-practitioner-yes = yes
staff-practitioner-no = no
staff-save-site = Save the site
staff-site-record = The change is itself a record, with your name.
staff-camera-lead = The camera over the tray. What is chosen holds at once and at every start.
staff-camera-format = A camera_format in settings.toml is that of the camera in use. Another camera is used without it.
staff-camera-first = The first there is
staff-camera-away = not connected
staff-camera-none = No camera is connected. Plug one in, then look again.
staff-camera-looking = Looking for cameras…
staff-camera-again = Look again
staff-camera-done = This camera is used from now on.
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
    Prescription medicines, including controlled ones
    Medicines without a prescription, and those for pets
    Liquids, well closed in their bottle
guidance-no-title = These may not go in
guidance-no =
    Needles and anything sharp
    Illegal drugs, including marijuana
    Thermometers, batteries, devices
    Medicines from a business, such as a doctor’s office
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

## Help, language, colors, size, sound

nav-more = More
nav-more-here = More: { $screen }
key-help = help for the screen in hand
presentation-title = Language, colors, size, sound
presentation-language = Language
presentation-theme = Colors
presentation-size = Size of words and buttons
presentation-sound = Sounds
theme-light = Light
theme-dark = Dark
theme-high-contrast = High contrast
theme-system = As the desktop
volume-off = Off
volume-low = Low
volume-medium = Medium
volume-loud = Loud
aside-close = Done
help-title = Help
help-line = { $number }. { $line }
help-stuck-title = When nobody can say what it is
help-stuck = Record it as unidentified: it is then handled as hazardous and possibly controlled. Never guess.
help-welcome =
    “Set up this site” makes the first administrator. Only then can a site other than research record anything.
    “Just try it” shows everything without accounts; exports are watermarked.
help-setup =
    Type your name as it shall stand in the records.
    Choose a PIN of at least 6 digits or a passphrase of at least 12 characters, and type it twice.
    Choose the kind of site. Below each stands what the law allows there.
    Address, registration and people can be added later under Site and people.
help-code =
    Write the code on paper now. It is never shown again.
    Lock the paper away from this computer.
help-sign-in =
    Tap your name.
    Enter your PIN on the keypad, or type your passphrase.
    If you forgot it, an administrator gives you a new one.
help-unlock =
    Type the passphrase that was chosen when the record was encrypted, its capitals, spaces and signs included.
    “Show what is typed” lets you read it before you open the record.
    A wrong one changes nothing; try again as often as you need.
    If nobody here knows it, ask whoever keeps it on paper. Without it neither the record nor a backup can be read.
help-recover =
    Only an administrator can use the recovery code, and each code works once.
    Enter the code from the paper and choose a new PIN.
help-guidance =
    Put your medicines into the receptacle yourself.
    Staff leave this screen with their PIN.
help-capture =
    Lay the pills on a plain background so that none touches another. No labels, no names.
    With a camera, wait until they lie still or tap “Take picture”. Without one, open, drop or paste a photograph.
    No photograph? Tap “Search the catalog”.
help-capture-kiosk =
    Lay the pills on a plain background so that none touches another. No labels, no names.
    Wait until they lie still, or tap “Take picture”. No picture? Plug in the camera.
    Without a camera, tap “Search the catalog”.
help-tray =
    Tap a pill, in the list or in the photograph, and decide it.
    Move pills apart that touch, and take the photograph again. What cannot be moved apart: “Search the catalog”.
    “Close” closes the photograph. What is recorded stays; pills not recorded are dropped.
help-tray-live =
    Tap a pill, in the list or in the picture, and decide it. CONFIRM ALL records them together once every one is sure.
    Move pills apart that touch. The camera looks by itself whenever everything lies still. What cannot be moved apart: “Search the catalog”.
    A pill that is taken off without a record stays on the list until you decide it.
    “Start over” looks at everything anew. What is recorded stays recorded.
help-result =
    Compare imprint and drawing with the pill. Tap the candidate that fits.
    Set how many there are, then CONFIRM.
    Not sure? Add the other side. None fits? NONE OF THESE searches the catalog.
    Undo takes back the last record; the log keeps both.
help-search =
    Type what you can read: part of an imprint, a name or an NDC.
    Tap the drug, set how many, then CONFIRM.
help-log =
    Type part of a drug, NDC or reference to find a record. Dates limit it.
    “Export…” writes what the filter shows as a file.
    Nothing is ever erased: a correction stands beside what it corrects.
help-review =
    Work from the top: what is least certain comes first.
    Approve it, correct it, or send it back with a reason.
    Nobody approves what they entered themselves, unless nobody else here can review.
help-reports =
    Choose a report, the period and the format.
    “Make report” writes it to the place shown.
help-about =
    This screen says what the program knows, how old that is, and what this site may do.
help-mine =
    Change your own PIN here. You need the one until now.
help-people =
    An administrator adds people here and gives a new PIN to whoever forgot theirs.
    Tap somebody to change their role or officer number, or to disable them.
help-site =
    An administrator sets the kind of site, its address and its DEA registration here.
    What another kind of site would change is shown before it is saved.
help-camera =
    An administrator chooses here which camera looks at the tray. Each keeps its name, whatever port or order.
    Another camera, or pictures of another size, have to be calibrated.
help-todo =
    What waits for somebody stands here, the most pressing first.
    Tap it to go where it is done.
help-liners =
    Choose on the left what happened to a liner, scan its number, and fill in the form.
    Most steps are signed by two different people.
    Tap a liner to see its history.
help-packages =
    Choose on the left what happened to a package and scan its number.
    A package is never opened.
help-event =
    Open the event with the officer who oversees it; then items can be recorded.
    Seal and weigh each box; record the deposit; hand over and close.
help-form =
    Scan or type the numbers, fill in every field, then check and sign.
    Nothing is recorded before it is signed, and a form that was begun is kept.
keyboard-letters = qwertyuiop asdfghjkl zxcvbnm
keyboard-signs = -/.,:;@#%& ()[]"'+=*_ áéíóúüñ!?$
keyboard-to-signs = Signs, áéí
keyboard-to-letters = Letters
keyboard-space = Space
keyboard-next = Next field
keyboard-enter = Enter
keyboard-delete = Delete the last letter
keyboard-capital = Capital letter
keyboard-small = Small letter
keyboard-show = Show the keys
keyboard-hide = Hide the keys
kiosk-title = Leave the kiosk?
kiosk-lead = Only an administrator can, with their own PIN or passphrase. Nothing is lost.
kiosk-leave = Leave
kiosk-stay = Stay
kiosk-no-camera = No camera is connected. Plug one in.
kiosk-by-hand = Until its picture comes, search the catalog by hand.
kiosk-no-files = A kiosk opens no files and no clipboard. Lay the pill under the camera, or search the catalog by hand.
tour-step = Set-up, step { $number } of { $all }
tour-people = Add the people who work here. You can do this later, under Site and people.
tour-camera = Plug in the camera and point it straight down at the tray: its picture appears below. You can do this later.
tour-tray = Lay a plain, matte surface under the camera and light it evenly. Measuring the tray makes identification surer; you can do this later.
tour-next = Next step
tour-done = Set-up is done
tour-later = The rest later
licences-title = Everything it is made of

## Calibration

nav-calibration = Calibration
key-calibration = measure the tray by the calibration card
help-calibration =
    Save the card, print it at actual size (100 %) and measure its line with a ruler.
    Lay it flat under the camera so that it fills the picture. Marks that can be read are outlined.
    Tap “Take the calibration”, compare the figures, then tap “Use this calibration”. Until then the old one holds.
tour-calibrate = Measure the tray with the card
calibrate = Measure the tray
calibrate-again = Measure the tray again
scale-known = Pills are measured by the calibration of { $day }. If the camera or the tray was moved since, measure again.
scale-never = Pills are not measured: this camera was never calibrated.
scale-other-size = This camera was calibrated on { $day } for pictures of another size: sizes are not used until it is calibrated again.
scale-stale = Pills are not measured: the calibration is { $days } days old, and the limit is { $most }. Measure the tray again.
scale-other-camera = This is another camera than the one calibrated on { $day }: sizes are not used until this one is calibrated.
scale-moved = The camera seems to have moved since it was calibrated on { $day }: sizes are not used until it is calibrated again or the tray is confirmed unchanged.
scale-known-noticed = Pills are measured by the calibration of { $day }. If the camera or the tray is moved, that is noticed.
scale-known-plain = Pills are measured by the calibration of { $day }. The tray is too plain for the program to notice when the camera is moved: if it was, measure again.
scale-other-white = The camera’s white balance is not as it was when the card was measured, so colors go by the surface around each pill. Measure the tray again.
camera-unmoved = It has not moved
camera-unmoved-kept = Noted: the camera has not moved. Sizes are used again.
calibration-title = Measure the tray
calibration-cost = A printed card tells the program how large a pill is and what color the light has. Without it everything else works, but fewer pills are named: on test pictures without a readable imprint the right drug came first in 4 fewer out of every 100, and colors are judged by a guess at the light.
calibration-now = Until now
calibration-print = 1. Print the card
calibration-print-lead = One page for Letter and A4. Print it at actual size (100 %, not “fit to page”).
calibration-path = File for the card (PDF)
calibration-save-card = Save the card
card-saved = The card is in { $path }. Print it at actual size and measure its line with a ruler.
calibration-lay = 2. Lay the card flat under the camera so that it fills the picture; it may reach beyond. Work light on.
calibration-ruler = What the card’s line of 100 mm measures on paper, in mm
calibration-ruler-problem = Not a number: what the line measures on paper, in mm
calibration-looking = Looking for the card.
calibration-marks-seen = { $found } of { $all } marks can be read
calibration-good = The card can be read. Keep it still and take the calibration.
calibration-covers = The marks enclose only { $percent } % of the picture; beyond them lengths are a guess. Move the card or the camera so that it fills the picture.
calibration-no-white-why = White cannot be measured: the card is too bright, too dark or half out of view. Colors will go by the surface around each pill.
calibration-grey-has-color = Paper and gray differ: the printer’s gray has a color, so white goes by the paper alone.
calibration-take = Take the calibration
calibration-confirm = 3. Compare and confirm
calibration-confirm-lead = Nothing has changed yet. What was measured before holds until you confirm.
calibration-new = New
calibration-before = Until now
calibration-just-now = just now
calibration-by = { $day }, { $name }
calibration-place = Error over the tray
calibration-length = Error of a length of 14 mm
calibration-median-worst = { $median } mm usually, { $worst } mm at worst
calibration-scale = Scale in the middle
calibration-mm-per-px = { $mm } mm a pixel
calibration-unknown = unknown
calibration-marks = Marks
calibration-marks-in = { $marks }, enclosing { $percent } % of the picture
calibration-white = White balance
calibration-gains = red × { $red }, green × { $green }, blue × { $blue }
calibration-white-at = { $gains }; the camera at { $kelvin } K, where it is put again
calibration-white-untold = { $gains }; the camera does not tell its own, which may differ once it is opened again
calibration-no-white = not measured
calibration-day = Taken
calibration-camera = Camera
calibration-keep = Use this calibration
calibration-again = Take it again
calibration-kept = The new calibration is in use and in the record.

## Barcodes

nav-scan = Scan
key-scan = read the barcode of a package
help-scan =
    Hold the barcode of the package flat before the camera until it is read. Fill the picture with it.
    Compare what the label says with the package. What is inside is not identified.
    Nothing of the picture is kept: labels name patients.
scan-package = Scan the package
scan-title = What the label says
scan-lead = Lay the package, vial or bottle down with its barcode to the camera.
scan-not-kept = Labels may name patients: the picture is only looked at, and nothing of it is kept.
scan-empty = No barcode has been read yet. It is read by itself once it is large, sharp and in good light.
scan-nothing = no barcode can be read in that photograph; fill the picture with it, in good light
scan-clear = Next package
scan-done = Back to the form
scan-with-camera = Scan with camera
scan-form-empty = Hold one barcode after the other before the camera. Each number goes into the form once.
scan-damaged = A barcode that cannot be right
scan-other-goods = Not a drug of the United States
scan-item-number = Trade item number { $number }
scan-ndc = NDC { $ndc }
scan-ambiguous = Several drugs have this number
scan-unknown = Not in the catalog
scan-may-be = The NDC may be { $ndc }: compare with the printed one, which has the hyphens.
scan-lot = Lot { $value }
scan-expires = Use by { $value }
scan-serial = Serial number { $value }
scan-expired = That day is past.
scan-says-only = This is what the label says. What is inside was not identified. Lot, use-by date and serial number go into the record with it.
scan-another = Another package: its lot, date or serial number differs.
scan-verdict = The drug on the label:
scan-which = Which part of the package?
scan-record = Record this medicine
scan-recorded = Recorded. For another one like it, tap “Next package”.
scan-number = Number { $number }
scan-trail = Show its records
scan-trail-of = Show the records of { $number }

## What the station says in its own words; another language finds its words by these.
## What stands in a place named told- is looked up here too (told-photo: among those that begin so); any other
## holds what people typed, paths and numbers, and stays as it is

told-camera-settings = { $a }, { $b } at { $c } frames a second, { $told-d }
told-camera-watched = photographs dropped into { $a }
told-camera-played = pictures of { $a }, played
told-camera-nothing-locked = nothing locked
told-camera-locked = { $told-a } locked
told-camera-some-locked = { $told-a } locked; { $told-b } adapts
told-camera-exposure = exposure
told-camera-white-balance = white balance
told-camera-white-balance-at = white balance at { $a } K
told-camera-focus = focus
told-camera-none = no camera is connected; plug one in, or open a photograph
told-camera-unplugged = { $a } is not connected; plug it in again, or choose another camera
told-camera-busy = { $a } is in use by another program; close that program
told-camera-no-permission = this account may not use { $a }; on Debian an administrator runs `adduser USER video`, then sign in again
told-camera-no-format = { $a } offers no picture format that can be read here; choose another camera
told-camera-not-offered = { $a } does not offer { $b }; `takeback camera list` says what it offers, for `camera_format` in settings.toml
told-camera-not-a-format = `{ $a }` is no picture format; write one as `takeback camera list` shows it, such as `1280x720 MJPEG`
told-camera-failed = the camera failed ({ $told-a }); it is opened again by itself
told-camera-damaged = one frame was damaged: { $told-a }
told-camera-silent = { $a } shows nothing; check its cable or use another port; it is opened again by itself
told-camera-all-damaged = the pictures of the camera arrive damaged; check its cable or use another port; it is opened again by itself
told-camera-folder = the folder { $a } cannot be read ({ $b }); check that it exists and that you may read it
told-camera-empty-folder = there is no picture in { $a }; put JPEG or PNG files there
told-ndc-ndc-error = `{ $a }` is not an NDC: write it as printed (4-4-2, 5-3-2 or 5-4-1) or as 11 digits
told-catalog-csv = the product table cannot be read: { $a }; rebuild it with scripts/build_catalog.py
told-catalog-value = product table, row { $a }: `{ $b }` is not a valid { $c }; rebuild it with scripts/build_catalog.py
told-catalog-twice = product table, row { $a }: { $b } is listed twice; rebuild it with scripts/build_catalog.py
told-vocabulary-csv = the vocabulary table { $a } cannot be read: { $b }; rebuild it with scripts/build_catalog.py
told-vocabulary-rgb = `{ $a }` is not a color of three numbers from 0 to 255; rebuild colors.csv with scripts/build_catalog.py
told-custody-not-now = { $told-a } { $b } is { $told-c } and cannot be { $told-d }: { $told-e }
told-custody-size = liner { $a } was recorded as { $told-b }, not { $told-c }; read the size off the liner again
told-custody-in-the-future = the day of the act, { $told-a }, lies in the future; correct the date
told-custody-too-early = { $told-a } { $b } had its last step on { $told-c }, so the next cannot have happened on { $told-d }; correct the date
told-custody-not-ours = package { $a } is not one made available here; if it came by agreement with another collector, name that collector, otherwise record it as foreign
told-custody-ours = package { $a } was made available here, so it is not foreign; record it as received
told-custody-ours-by-agreement = package { $a } was made available here, so it did not come by agreement with another collector: take it out, and record it without naming one
told-custody-session-open = take-back event { $a } at { $b } is still open; close it before the next one
told-custody-no-session = no take-back event is open; open one first, with the overseeing officer
told-custody-session-closed = take-back event { $a } was closed; open a new one
told-custody-deposited = everything of take-back event { $a } is already recorded as deposited
told-custody-still-collecting = take-back event { $a } is still collecting; record the deposit first, then hand the boxes over
told-custody-no-boxes = take-back event { $a } has no sealed box or liner to hand over; seal what was collected first, or close it as nothing collected
told-custody-has-boxes = take-back event { $a } has sealed boxes ({ $b }), so something was collected; hand them over
told-custody-shared = several bear the number { $a }, received from { $b }; take one after the other, and say whom each was received from: none is stored or transferred before the others are destroyed
told-custody-not-from = { $a } was not received from { $b }; its records say whom it came from (`takeback trail`)
told-custody-used-before = { $told-a } { $b } was recorded before; compare it with the label and scan again
told-custody-has-items = items of take-back event { $a } were recorded one by one ({ $b }), so something was collected: seal it into boxes and hand those over, or withdraw what was never there
told-custody-has-liners = liners were put in or sealed at take-back event { $a } ({ $b }), so something may be in them: seal them, then close the event as handed over; where they go is for the liner log
told-custody-no-such-box = take-back event { $a } has no sealed box { $b }; compare it with the list of its boxes
told-custody-before-it-began = take-back event { $a } began at { $b } of that day, so its boxes cannot have been handed over at { $c }; correct the time
told-custody-not-yet = the time of the hand-over, { $a }, lies in the future; correct the time
told-custody-before-event = take-back event { $a } was opened on { $told-b }, so no item of it was handled and no box sealed on { $told-c }; correct the date
told-custody-item-later = item { $a } of the event was handled on { $told-b }, so not everything was deposited on { $told-c }; correct the date, or withdraw the item and record it with its own
told-custody-not-on-hand = { $a } is not recorded here as something on hand; look it up, and record how it came before taking the inventory
told-custody-inventory-day = an inventory is compared with the record as it stands, so it is entered on its own day, { $told-a }, not for { $told-b }
told-custody-after-opening = acts or the closing inventory of { $told-a } are on record already, so what is on hand now is not what was on hand at the opening of business; take it at the close of business, or before the first act of another day (21 CFR 1304.11(a))
told-custody-inventory-lists = the lists of the inventory are not in the order and places of the record; scan what is on hand again
told-custody-no-such-detail = record { $a } is no act of custody that states this; name the record of the act, as the liner log, `takeback trail` or the report form-41 numbers it
told-custody-nothing-amended = record { $a } says just that already; nothing was recorded
told-custody-amended-meanwhile = record { $a } was corrected in the meantime; look at it again, then sign again
told-custody-not-newest = something else was recorded since record { $a }; look again at what it names, then sign again
told-custody-no-items = no item was named; name the items that left (`takeback stock list`, `takeback facility list`)
told-custody-item-twice = item { $a } was named twice; take one of the two out
told-custody-item-destroyed = item { $a } was destroyed, transferred or deposited before, by record { $b }; look it up in the log
told-custody-still-used = item { $a } was discontinued only after the day of the deposit; correct the date of the deposit
told-custody-too-many-packages = item { $a }: { $b } full packages of { $c } hold more than the { $d } units that were recorded; count again
told-rules-header = assets/rules/version.toml cannot be read: { $a }
told-rules-csv = { $a } cannot be read: { $b }; rebuild it with scripts/build_catalog.py
told-rules-value = { $a }, row `{ $b }`: `{ $c }` is not a known { $d }; correct the table
told-classes-missing = the class table { $a } cannot be read: { $b }. Restore the models directory from the release
told-classes-wrong-hash = { $a } is not the class table the manifest names (SHA-256 { $b }, expected { $c }): restore it from the release
told-classes-row = the class table, row { $a }: { $b }. Restore it from the release, or run `make train`
told-identify-no-side = no photograph was given: take one of the pill first
told-bundle-missing = { $a } is missing
told-bundle-changed = { $a } was changed after it was signed
told-bundle-added = { $a } was added after the export was signed
told-bundle-not-signed = manifest.json does not carry a valid signature of key { $a }
told-bundle-not-understood = { $a } is not what takeback writes
told-batch-empty = no unique number was given; scan or type at least one
told-batch-twice = { $a } was scanned twice; take one of the two out
told-weight-tare = the empty box ({ $a } lb) cannot weigh more than the full one ({ $b } lb); weigh both again
told-weight-net = the net weight { $a } lb is not gross less tare
told-staff-same-person = { $a } cannot sign twice: the law wants two different people; let somebody else prove themselves
told-stock-not-packages = `{ $a }` does not say how it is packed: full packages, x, units a package, such as 2x60
told-term-no-id = a unique number is missing; scan or type the number printed on the label
told-term-not-an-id = `{ $a }` is not one unique number: letters, digits and marks without spaces, at most 64, one of them at least a letter or a digit; scan it again
told-term-not-aline = { $told-a } is missing or is not one line of text; type it
told-term-not-gallons = `{ $a }` is not a size in whole gallons from 1 to 999; it is marked on the liner, such as 10
told-term-not-pounds = `{ $a }` is not a weight in pounds with at most one decimal, such as 23.4
told-term-not-aregistration = `{ $a }` is not a DEA registration number: two letters and seven digits, the last one a check digit; compare it with the certificate
told-ledger-file = { $a }: { $b }; check that it is there, readable and writable, and that the disk has space
told-ledger-database = { $a }: { $b }; nothing was recorded, try again
told-ledger-read-only = { $a } cannot be written; check the permissions of the file and its folder
told-ledger-disk-full = the disk that holds { $a } is full; free some space and try again
told-ledger-busy = { $a } has been in use by another program for too long; nothing was lost: close that program and try again
told-ledger-stopped = stopped: nothing of it is left, and no record was touched
told-ledger-damaged = { $a } is not a readable ledger ({ $b }); it was left as it is: keep a copy and restore the latest backup
told-ledger-altered = { $a } was altered ({ $b }); it was left as it is: keep a copy and restore the latest backup
told-ledger-newer = { $a } was written by a newer version of takeback; start that version
told-ledger-migration = { $a } could not be brought up to date: { $b }
told-ledger-not-an-id = this is not a record id; copy the whole id from the list
told-ledger-key-missing = { $a } holds records but the key beside it, { $b }, is missing; put it back from where the keys are locked away (`takeback backup --keys` copied them there), or name that folder: `takeback restore BACKUP --keys DIR`
told-ledger-record-missing = { $a } is there, but not the record that it seals; restore a backup (`takeback restore BACKUP`), or move the key away to begin a new record
told-ledger-other-key = either { $a } or the record is not this station's; nothing was recorded: compare that key with the one that is locked away. If they differ, put this station's own back; if they are the same, keep a copy of the record and restore the latest backup
told-ledger-key-damaged = { $a } does not hold 64 hexadecimal digits; put the key back from where the keys are locked away
told-ledger-cut = the end of the ledger is missing: it stops at record { $a } but { $b } knows of record { $c }; nothing was recorded: run `takeback verify` and restore the latest backup
told-ledger-head-missing = { $a } is missing or damaged, so the end of the ledger cannot be checked; nothing was recorded: run `takeback verify` and restore the file from the backup
told-ledger-signing-key-missing = { $a } is missing, so nothing can be signed; put it back from where the keys are kept. Records are not affected
told-ledger-public-key-differs = { $a } is not the public half of the signing.key beside it, or cannot be read; if that key is the right one, move this file away, and the next start writes it anew; if it is another's, put the right one back from where the keys are locked away
told-ledger-no-heads = there is no signed head in { $a }: heads in a folder end in .txt; name the files themselves (`takeback verify --against FILE`)
told-ledger-nothing-to-sign = the ledger holds no records yet, so there is nothing to sign; record something first
told-ledger-forged = record { $a } was not written by takeback with this key; run `takeback verify`
told-ledger-purge-outdated = the record changed meanwhile, so the purge goes no further; what it has not taken yet is as it was: try again
told-ledger-export = the export could not be written: { $a }; make room or choose another folder
told-ledger-content = record { $a } cannot be read: { $b }; run `takeback verify`
told-ledger-not-canonical = the event could not be written down: { $a }
told-ledger-not-found = there is no disposal { $a } in the ledger; list them with `takeback log`
told-ledger-superseded = { $a } was corrected in the meantime; look at the newest version and decide again
told-ledger-withdrawn = { $a } was withdrawn; record the disposal again instead
told-head-not-ahead = is no signed head, or a line of it is missing
told-head-other-key = is signed with another key, { $a }, not with { $b }
told-head-forged = does not carry a valid signature: it was changed, or typed off wrongly
told-people-hashing = the system gave no random numbers or no memory to keep a secret with; try again
told-people-unknown-role = `{ $a }` is not a role; choose operator, pharmacist, administrator or auditor
told-people-unknown-name = nobody here is called `{ $a }`; see `takeback account list`, or make the first account with `takeback account add NAME`
told-people-name-taken = somebody is called `{ $a }` already; records need names that differ
told-people-bad-name = a name needs 1 to 60 printable characters
told-people-wrong-secret = that was not the right PIN or passphrase for { $a }
told-people-locked = too many wrong tries for { $a }: wait until { $b }, or ask an administrator
told-people-locked-alone = too many wrong tries for { $a }: wait until { $b }, or use the recovery code (“PIN forgotten”, or `takeback account recover`); no other administrator is here
told-people-disabled = the account of { $a } is disabled; ask an administrator
told-people-swapped = what { $a } is checked against is not what the record says it was: somebody changed the database; an administrator must give { $b } a new secret, and `takeback verify` should be run
told-people-last-administrator = { $a } is the last administrator; make another one first
told-people-not-administrator = { $a } is not an administrator; the recovery code lets only an administrator back in
told-people-wrong-code = the recovery code is not right; letters and digits, dashes do not matter
told-people-already-founded = this station has accounts already; an administrator adds more
told-secret-short = a PIN needs at least 6 digits, a passphrase at least 12 characters
told-secret-long = a passphrase may have at most 128 characters
told-secret-obvious = this PIN is among the first that anyone tries (a row, a repeat); choose another
told-secret-date = this PIN reads as a date, and birthdays are guessed first; choose another
told-secret-repeats = this passphrase repeats itself too much; use four words that do not belong together
told-secret-name = the name is not a secret; choose something else
told-report-write = the export could not be written: { $a }; what was written so far is not complete
told-report-xlsx = the workbook could not be written: { $a }; try CSV
told-report-pdf = the PDF could not be made: { $a }; try CSV or XLSX
told-report-file = the file could not be written: { $a }; check the folder and the space on the disk
told-runtime-not-found = the ONNX Runtime library was not found in { $a }: install takeback again (in a source tree: `make setup`), or set ORT_DYLIB_PATH to it
told-runtime-load = ONNX Runtime at { $a } could not be loaded: { $b }. Install takeback again (in a source tree: `make setup`)
told-runtime-timed-out = ONNX Runtime at { $a } did not finish loading within { $b } s: restart the program, and if it stays so install takeback again (in a source tree: `make setup`)
told-runtime-thread = no thread to load ONNX Runtime could be started: { $a }. Close other programs and try again
told-manifest-missing = { $a } cannot be read: { $b }. Set TAKEBACK_MODELS to the models directory, or restore it from the release
told-manifest-invalid = { $a } is not a model manifest: { $b }. Restore it from the release, or run training/manifest.py
told-manifest-schema = { $a } is written for another version of this program (schema { $b }, understood { $c }): update the models or the program
told-model-missing = the model file { $a } cannot be read: { $b }. Install takeback again, or restore the models directory
told-model-wrong-hash = { $a } is not the file the manifest names (SHA-256 { $b }, expected { $c }): restore it from the release
told-model-load = { $a } is not a model this program can run: { $b }. Restore it from the release
told-model-run = the model { $a } failed: { $b }
told-model-output = the model { $a } gave an answer that cannot be used: { $b }. Its numbers are not trusted; check the models directory with `takeback doctor`
told-site-replay = record { $a } does not follow from those before it ({ $told-b }); run `takeback verify`
told-site-no-such-step = { $a } sites have no step by which any { $told-b } is { $told-c } ({ $told-d }). { $told-e }
told-site-not-asigner = { $a } may not sign for this; let an operator, pharmacist or administrator prove themselves
told-site-supervisor = { $a } is a designated supervisor of a facility, who signs only at that facility's receptacle and only beside an employee of the collector (21 CFR 1317.80(c)); let another employee of the collector sign
told-site-not-of-the-collector = nobody said that { $a } is an employee of the collector: the two at its receptacle are its employees, or one of them and a supervisor of the facility whom it designated (21 CFR 1317.80(c)); an administrator says so (`takeback account collector NAME yes`), or let somebody else sign
told-site-no-giver = the record has to say who gave it: the DEA registration number of a registrant, or the officer of the law-enforcement agency who handed it over; state one of the two
told-site-not-an-officer = { $a } has no officer's number; only officers of the agency handle what was collected (21 CFR 1317.65(b)). An administrator states the number of an officer (`takeback account officer NAME NUMBER`)
told-site-stale = the signature of { $a } is too old; let both prove themselves again
told-site-own-vehicle = a practitioner's own vehicle may carry sealed liners to DEA alone (21 CFR 1317.05(c)(2)(iv), (a)(4)); choose a carrier or a pick-up. A collector that is no practitioner says so once: `takeback site set --practitioner no`
told-site-weighed-together = one weight was stated for { $a } liners; weigh and seal them one by one
told-site-no-registration = the DEA registration number of the collector is missing; set it up (`takeback site set --registration`)
told-site-different-parties = these were received from different parties, or some are boxes and some packages; record their destruction one after the other
told-site-different-records = these were recorded by different records; take back one after the other, what one record names at a time
told-site-no-event = no take-back event is open, so no officer oversees the collection (21 CFR 1317.65(b)); open the event first
told-site-after-deposit = everything of this event was deposited; what is in the boxes is no longer looked at item by item
told-site-no-such-item = there is no item { $a } in the record; list those that are here with `takeback stock list` or `takeback facility list`
told-site-not-own-stock = item { $a } was recorded in the mode { $b }, so it is none of this site; name one of `takeback stock list` or `takeback facility list`
told-site-item-withdrawn = item { $a } was withdrawn; name the one that was recorded in its place
told-site-item-unidentified = nobody said what item { $a } is, and the record of how it left needs that; correct the item first
told-site-no-taker-number = controlled substances are, or may be, among what was handed over (items { $a }), so the record has to name the DEA registration number of whoever took them (21 CFR 1304.22(a)(2)(vii), (ix)); state it
told-site-no-order-form = some of what was handed over is in Schedule I or II (items { $a }), which another registrant takes by an order form only (21 CFR 1305.03, 1317.10(b)); state the number of the DEA Form 222 or of the order in CSOS
told-site-stock-in-own-vehicle = a practitioner's own vehicle may not carry controlled substances of its stock to another registrant (21 CFR 1317.05(a)(2), (3)); choose a carrier or a pick-up. A registrant that is no practitioner says so once: `takeback site set --practitioner no`
told-site-not-instructed = the Special Agent in Charge names who takes own stock to practitioners only (21 CFR 1317.05(a)(4)(ii)); for other registrants 1317.05(b) has no such way. Choose the reverse distributor, the supplier or the manufacturer. A practitioner says so once: `takeback site set --practitioner yes`
told-site-own-number = { $a } is the DEA registration number of this site; state the number of whoever takes it
told-site-item-changed = item { $a } was corrected in the meantime; look at it again, then sign again
told-station-no-home = no folder for takeback's data is known; name one with --home or TAKEBACK_HOME
told-station-home = { $a } cannot be made: { $b }; name another folder with --home
told-station-settings-file = { $a }: { $b }; check the permissions of the file and its folder
told-station-settings = { $a } line { $b }: { $c }; correct it, the file was left as it is
told-station-folder-for-camera = settings.toml names a folder in place of a camera (`camera_folder` or `camera_play`); take that line out and start again to choose a camera
told-station-settings-by-hand = { $a } cannot be changed without changing more than the camera; write `{ $b }` into it by hand, it was left as it is
told-station-no-operator = nobody is known to be at the station; set `operator` in settings.toml
told-station-file = { $a }: { $b }; check that it is there, that it may be read or written, and that the disk has space
told-station-already-open = takeback is already open on { $a }; go on in its window, or close it first. Commands that record or read work meanwhile
told-station-no-backup-folder = nobody said where backups go; name a folder with --to, or set `backup_folder` in settings.toml
told-station-in-the-way = { $a } is there already and was left as it is; name another folder
told-station-no-file = { $a } is no ordinary file and was left as it is; name another. Exports and reports go to standard output with `--out -`
told-station-own-folder = that is among the station's own files; name another folder, or { $a }
told-station-backup-not-whole = the backup { $a } is not whole ({ $told-b }); nothing was replaced, try an earlier one
told-station-backup-of-other-key = the backup { $a } is sealed with another key than { $b }; nothing was replaced: name the folder with the keys of its own station (--keys)
told-station-not-backed-up = what was copied is not whole ({ $told-a }), so it is no backup; run `takeback verify`: if the record is whole, see to the backup disk. The copy is kept as { $b } until the next one
told-station-other-key = { $a } is there already and is another key; it was left as it is: name another folder, or move it away if no record needs it
told-station-other-record = { $a } is a backup of another record ({ $b }) than the one here ({ $c }), which was left as it is; each registered location keeps a folder of its own (21 CFR 1304.21(b)): name that one with --home
told-station-other-location = the record here is that of registration { $a }, and another registered location keeps one of its own (21 CFR 1304.21(b)): set it up in another folder (--home). If { $b } is a new number of this same location, say why (--renumbered, or `renumbered` in settings.toml)
told-station-other-address = the record here is that of the location registered at `{ $a }`, and another registered location keeps one of its own (21 CFR 1304.21(b)): set it up in another folder (--home). If this registrant moved to `{ $b }` and the registration was modified (21 CFR 1301.51), say so (--relocated, or `relocated` in settings.toml)
told-station-export-not-whole = the export { $a } is not whole ({ $told-b }); nothing was purged
told-station-too-early-to-purge = records are kept for { $a } years here, so nothing entered since { $told-b } may be purged; { $told-c } is later
told-station-nothing-to-purge = nothing was entered before { $told-a } that could be purged
told-station-photos-left = the purge is on record, but not all photographs of what it took could be removed ({ $a }); remove these by hand: { $b }
told-station-forbidden = { $a } sites may not { $told-b } ({ $told-c }). { $told-d }
told-station-report-not-here = { $a } sites make no { $told-b } ({ $told-c }). { $told-d }
told-station-not-signed = the record does not verify ({ $told-a }), so nothing was signed and nothing was purged; run `takeback verify`, and restore the latest backup that is whole
told-station-odd-head = { $told-finding }, so nothing was signed and nothing was purged; the record itself is whole: compare this head with the one that was handed out, or take the file out of heads
told-station-not-apractitioner = only practitioners (retail pharmacies, hospitals, clinics, physicians, dentists, veterinarians) may ask the DEA Special Agent in Charge for help (21 CFR 1317.05(a)(4)(i)); if this registrant is one, an administrator says so: `takeback site set --practitioner yes`
told-station-needs-accounts = to { $told-a } at a site of mode { $b }, the station needs accounts; make the first administrator: start the window, or `takeback account add NAME`
told-station-not-signed-in = nobody is signed in; sign in to { $told-a } (on the command line: --as NAME)
told-station-not-yours = { $a } is here as { $told-b }, who may not { $told-c }; ask somebody who may to sign in
told-station-unknown-mode = the record names a site mode `{ $a }` that this version of takeback does not know; start the newer version
told-station-needed = { $a } needs { $told-b } before anything is recorded
told-station-possibly-controlled = not confirmed as non-controlled, so it may not be recorded here ({ $told-a }). { $told-b }
told-station-possibly-exempted = not confirmed as non-controlled, so it may not be recorded here ({ $told-a }). { $told-b } Some such products are exempted; whether this one is, the officer finds in the lists of the DEA: { $told-c }
told-station-looks-personal = `{ $a }` reads like a person's name, birthday or label; the record must not name patients: enter the case, evidence or resident number
told-station-unknown-product = the catalog has no product { $a } part { $b }; look it up by name or imprint
told-station-not-that-candidate = { $a } part { $b } is not among the products of candidate { $c }
told-station-not-that-package = the label of the package names another drug; scan the package again, or record without it
told-station-not-that-photo = { $a } is not the photograph that was kept there; copy { $b } over it from the folder that holds the backups, and look again with `takeback verify --photos`. A restore would set aside what was recorded since
told-station-no-quantity = a quantity must be at least 1
told-station-too-many-units = one record is of { $a } units at most; record the rest as another
told-station-in-the-future = the day of the act, { $told-a }, lies in the future
told-station-still-used = the item was discontinued on { $told-a }, so it cannot have been handled on { $told-b }; correct one of the two days
told-station-no-reason = a correction needs its reason in words
told-station-only-tried-out = this item was recorded in the mode { $a }, and what is done in RESEARCH binds nobody; set the site back to { $b } first
told-station-no-reason-to-send-back = whoever gets an item back has to know why; give the reason in words
told-station-own-record = { $a } entered or corrected this item and so may not approve it; let another pharmacist or administrator look
told-station-already-approved = { $a } is approved as it stands
told-station-not-the-reviewer = a review is signed by whoever is signed in, with their own secret; { $a } is not
told-station-stale-review = the signature of { $a } is too old; enter the PIN or passphrase again
told-station-not-ahash = `{ $a }` is not a SHA-256 in 64 hexadecimal digits
told-locator-maps = the locator model gave maps of shape { $a }, not three of half the picture's size: restore the models directory from the release
told-locator-resize = the photograph could not be resized: { $a }
told-locator-layout = the photograph could not be laid out for the locator model: { $a }
told-photo-unreadable = cannot be opened ({ $a }); check the name and that you may read it
told-photo-empty = is empty; copy it again or take the photograph again
told-photo-too-many-bytes = is larger than 64 MiB; save it as an ordinary JPEG
told-photo-heif = is a HEIC or AVIF picture, which cannot be read; save it as JPEG (on iPhone: Settings, Camera, Formats, Most Compatible)
told-photo-unknown-format = is not a JPEG, PNG, WebP or BMP picture, whatever its name says; save it as JPEG
told-photo-too-many-pixels = has { $a } x { $b } pixels, more than are read (50 million of 8 bits a color); save it smaller
told-photo-implausible = promises { $a } x { $b } pixels but holds only { $c } bytes; copy it again or take the photograph again
told-photo-cut-off = is cut off before its end; copy it again or take the photograph again
told-photo-damaged = is damaged or of a rare kind ({ $a }); take the photograph again or save it as an ordinary JPEG
told-picture = the picture: { $told-a }
told-file = { $a }: { $told-photo }
told-people-wrong-secret-one-left = that was not the right PIN or passphrase for { $a }; 1 try left before the account is locked
told-people-wrong-secret-left = that was not the right PIN or passphrase for { $a }; { $b } tries left before the account is locked
told-a-text = a text
told-gallons = { $a }-gallon
told-no-head-today = The head of today was not signed: { $told-a }
told-no-backup-today = The backup of today was not made: { $told-a }
told-photos-stay = Old photographs were not removed: { $told-a }
told-todo-notice = package { $a } is foreign (received { $told-b }): notify the DEA Field Office by { $told-c }
told-todo-notice-late = package { $a } is foreign (received { $told-b }): the DEA Field Office had to hear of it by { $told-c }, and that day is past: notify it now
told-todo-facility = liner { $a } was sealed at the facility on { $told-b }: transfer it by { $told-c }
told-todo-facility-late = liner { $a } was sealed at the facility on { $told-b } and had to be gone by { $told-c }, and that day is past: transfer it now
told-todo-received-liner = liner { $a } was received on { $told-b }: destroy it by { $told-c }
told-todo-received-liner-late = liner { $a } was received on { $told-b } and had to be destroyed by { $told-c }, and that day is past: destroy it now
told-todo-received-package = package { $a } was received on { $told-b }: destroy it by { $told-c }
told-todo-received-package-late = package { $a } was received on { $told-b } and had to be destroyed by { $told-c }, and that day is past: destroy it now
told-todo-deposit = items { $a } were discontinued on { $told-b }: deposit them in the receptacle by { $told-c }
told-todo-deposit-late = items { $a }, discontinued on { $told-b }, had to be in the receptacle by { $told-c }, and that day is past: deposit them now
told-todo-missing = { $a } was missing at the inventory of { $told-b }: find it, or record what became of it
told-todo-session = take-back event { $a } at { $b } of { $told-c } is still open: hand its boxes over and close it
told-todo-sealed = liner { $a } was sealed on { $told-b }, { $c } days ago: transfer or destroy it
told-todo-sealed-package = package { $a } came sealed on { $told-b }, { $c } days ago: have it destroyed
told-todo-installed = liner { $a } was installed on { $told-b }, { $c } days ago: seal it when it is full
told-todo-inventory = the last inventory was on { $told-a }: take the next by { $told-b }
told-todo-inventory-late = the last inventory was on { $told-a } and the next had to be taken by { $told-b }, and that day is past: take it now
told-todo-first-inventory = no inventory was ever taken: take the first one now, it was due on { $told-a }
told-todo-elsewhere = unfinished from when this site was { $a }: { $told-b } ({ $c }); set it back to { $d } to finish them
told-things-installed = installed liners
told-things-sealed = sealed liners
told-things-packages = sealed packages
told-things-events = open take-back events
told-things-stock = items of own stock
told-things-residents = residents' medicines
told-thing-liner = liner
told-thing-package = package
told-thing-event = take-back event
told-thing-box = box
told-thing-inventory = inventory
told-thing-supervisor = facility supervisor
told-thing-stock-item = stock item
told-thing-resident = resident's medicine
told-did-acquire = acquired
told-did-receive-sealed = received sealed
told-is-installed = installed
told-did-seal = removed and sealed
told-did-store = stored
told-did-transfer = transferred
told-did-regain = taken back sealed
told-did-strike = struck as recorded in error
told-did-void = voided
told-is-destroyed = destroyed
told-is-discarded = discarded
told-is-available = made available
told-is-sent = sent to a third party
told-did-receive = received
told-did-take-over = taken over from law enforcement
told-did-receive-foreign = received as foreign
told-did-notify = notified to the DEA Field Office
told-did-open = opened
told-is-sealed = sealed
told-is-deposited = deposited
told-is-closed = closed
told-is-collecting = collecting
told-did-take = taken
told-did-designate = designated
told-is-unknown = not recorded here
told-is-unused = unused
told-is-stored = in storage, sealed
told-is-transferred = transferred for destruction
told-is-returned = returned sealed
told-is-foreign = foreign and not yet notified
told-is-notified = foreign, Field Office notified
told-do-nothing-more = nothing more can be done with it; scan the label again
told-do-take-back = take it back if it came back sealed or never left, or scan the label again
told-do-not-struck = only what came sealed, and was not handled since, can be struck
told-do-acquire-again = acquire it again if it was found or typed wrong, or scan the label again
told-do-record-first = record first how it came, or scan the label again
told-do-discard-first = discard it first if its size or day was typed wrong, or scan the label again
told-do-install = install it first, or scan the label again
told-do-seal = remove and seal it first, or scan the label again
told-do-store = a sealed liner is never opened or used again; store it, transfer it or destroy it
told-do-transfer = a sealed liner is never opened or used again; transfer it or destroy it
told-do-destroy-package = a sealed package is never opened or used again; destroy it
told-do-offer = make it available or send it out first, or scan the label again
told-do-receive = receive it when it comes back sealed
told-do-receive-or-given-back = receive it when it comes back sealed, or acquire it again if it is given back unused
told-do-acquire-or-receive = acquire it again if it was found, or receive it when it comes back sealed
told-do-notify = notify the DEA Field Office, and never open it
told-action-record = record items one by one
told-action-correct = correct records
told-action-liners = keep the liner log
told-action-packages = keep the package log
told-action-event = run a take-back event
told-action-stock = record how own stock leaves
told-action-deposit = record the deposit of residents' medicines
told-action-guidance = show self-service guidance
told-action-export = read and export the record
told-action-verify = verify the record
told-action-review = review records
told-action-site = change the site
told-action-people = manage accounts
told-action-kiosk = leave the kiosk
told-action-purge = purge records past their time
told-action-encrypt = encrypt or decrypt the record
told-operator = operator
told-pharmacist = pharmacist
told-administrator = administrator
told-auditor = auditor
told-need-agency = the agency (takeback site set --agency)
told-need-officer-number = the officer's number (takeback site set --officer-id)
told-need-overseer = the name of the officer who oversees the collection (takeback site set --overseeing-officer)
told-need-officer = an officer of the agency at the station (an account with an officer's number)
told-need-case = the case or evidence number
told-need-discontinued = the day on which the resident no longer used it
told-mode-le-event = Law enforcement, take-back event
told-law-le-event = Only officers of the agency that has custody may handle returned medicines. Do not remove items from the box, and do not use this after deposit.
told-mode-le-evidence = Law enforcement, evidence room
told-law-le-evidence = Found or seized drugs follow the agency's evidence rules. Enter the case or evidence number with each item. Material from a take-back does not belong here.
told-mode-le-receptacle = Law enforcement, drop box
told-law-le-receptacle = What was deposited in the box may not be counted, sorted, inventoried or otherwise individually handled. Record the box or its liner, and its weight.
told-mode-collector = Authorized collector (pharmacy, hospital, clinic)
told-law-collector = Federal law (21 CFR 1317.75(c)) does not let staff receive, count, sort or inventory medicines returned by the public. The person returning them must place them in the receptacle. Use the liner log.
told-mode-mailback = Mail-back program
told-law-mailback = Returned packages may not be opened, x-rayed, analyzed or otherwise penetrated. Record the package by its number.
told-mode-reverse-distributor = Reverse distributor, collected liners
told-law-reverse-distributor = Sealed liners may not be opened, x-rayed, analyzed or otherwise penetrated. Record the liner's receipt and its destruction.
told-mode-registrant-stock = Registrant's own stock
told-law-registrant-stock = For the registrant's own expired or damaged stock only, never for medicines returned by the public. Destruction is recorded on DEA Form 41; this log is not that form.
told-mode-ltcf = Long-term care facility
told-law-ltcf = For residents' discontinued medicines, before they are deposited, which must happen within three business days. State the day of the discontinuation and nothing of the resident, and stop recording at the deposit.
told-mode-hhw = Household hazardous waste, non-controlled only
told-law-hhw = Only items confirmed as not controlled may be recorded. Hand anything else to the officer without further handling: an unknown pill may be a controlled substance.
told-mode-research = Research, training, demonstration
told-law-research = For reference pills, placebos and pictures, or under a researcher's registration. Every export is marked RESEARCH/DEMO.
told-citation-research = 21 CFR 1301.13 for controlled substances
told-citation-hhw = 21 CFR 1317.65(e); state law
told-law-liner-evidence = Only medicines that their holders hand over may be collected, and no unlawfully possessed ones: evidence goes into the evidence room, not into a liner.
told-law-liner-mailback = A mail-back program has packages and no receptacle. Record the package by its number. A receptacle at the same address has a station of its own: set it up as COLLECTOR.
told-law-liner-stock = Only the people who were given a medicine may put it into a receptacle: a registrant's own stock may not go into a liner.
told-law-liner-hhw = Only authorized collectors and law enforcement manage receptacles and their liners, not a household-waste site.
told-law-packages = Only a collector or law enforcement conducts a mail-back program, and records its packages where they are delivered. Set up that station as MAILBACK, or as LE_RECEPTACLE at a law-enforcement agency.
told-law-event = A take-back event is run by a law-enforcement agency, which appoints an officer to oversee it. Set up that station as LE_EVENT.
told-law-stock = This record is for a registrant's own stock, not for what others hand over. Set up that station as REGISTRANT_STOCK.
told-law-deposit = Only a long-term care facility puts medicines into a receptacle on behalf of the people who live there. Set up that station as LTCF.
told-law-guidance = Self-service guidance is for people who place their own medicines into a collector's receptacle.
told-not-a-form = This is not a DEA form.
told-report-disposal-log = Disposal log
told-report-disposal-log-is = Every item disposed of in the period, as it stands after corrections; withdrawn entries stay in it and are marked.
told-report-waste = Hazardous waste segregation list
told-report-waste-is = What was disposed of in the period and has to be kept apart, by waste stream, with the codes behind each.
told-report-waste-not = This is not a hazardous waste manifest, not a waste determination by the generator, and not a DEA form.
told-report-liners = Liner log
told-report-liners-is = What was done to each inner liner in the period, with the fields of 21 CFR 1304.22(f)(2) and the two who signed.
told-report-liners-not = It says nothing about the contents of liners. This is not a DEA form.
told-report-packages = Mail-back package log
told-report-packages-is = What was done to each mail-back package in the period, with the fields of 21 CFR 1304.22(f)(1) and the two who saw a destruction.
told-report-packages-not = Packages are not opened, and it says nothing about their contents. This is not a DEA form.
told-report-facility-deposits = Deposits of residents' medicines
told-report-facility-deposits-is = What a long-term care facility put into the receptacle for its residents in the period, when each was discontinued, and the two who saw it (21 CFR 1317.80(a)).
told-report-facility-deposits-not = It names no resident and no liner. This is not a DEA form.
told-report-inventory = Collector inventory
told-report-inventory-is = What each inventory in the period found on hand, and what it did not find that was on hand by the record: unused and sealed liners, unused and returned packages, boxes of take-back events, with sizes and numbers (21 CFR 1304.11(e)(7)).
told-report-inventory-not = The contents of liners and packages are not inventoried. This is not a DEA form.
told-report-form-41 = DEA Form 41 data sheet: destruction
told-report-form-41-is = What was destroyed in the period, in the fields of DEA Form 41 (sections A to D), for whoever fills in the form: own stock in B.1, sealed liners and returned packages in B.2.
told-report-form-41-not = This is a data sheet and not a DEA form; it declares nothing and replaces no signature.
told-report-request = DEA Form 41 data sheet: request
told-report-request-is = What a practitioner has on hand and asks the DEA Special Agent in Charge to help dispose of (21 CFR 1317.05(a)(4)(i)), in the fields of DEA Form 41, sections A and B.
told-report-request-not = This is a data sheet and not a DEA form. Nothing on it was destroyed: sections C and D stay empty until the Special Agent in Charge has answered.
told-report-weights = Take-back event weight sheet
told-report-weights-is = The sealed boxes of each take-back event that was opened in the period: weights in pounds, seals, who sealed them, who received them.
told-report-weights-not = Boxes are weighed whole; nothing is said about what is in them. This is not a DEA form.
told-report-shift = End-of-shift summary
told-report-shift-is = What each operator entered in the period, for the count and the signatures at the end of a shift.
told-report-audit = Audit extract
told-report-audit-is = Every record entered in the period, corrections and withdrawals included, in the order and with the hashes of the ledger.
told-report-audit-not = It is a copy: whether the ledger itself still holds is what `takeback verify` answers. This is not a DEA form.
told-rules-caveat = NIOSH 2024 Table 1 is partial and unverified: about 11 of its drugs are missing here and most of the rest are derived, not read. Federal lists only; states can be stricter. No listing found does not mean that a drug is on no list.
told-rules-caveat-niosh-2016 = The NIOSH 2016 lists count too, as the settings say; none of their rows was checked against the publication.
told-rules-unknown = Not identified: treat as hazardous and possibly controlled.
told-listing-p001 = listing: warfarin & salts when present > 0.3 % (CAS 81-81-2) (read). Tablets are normally above (e.g. 1 mg in about 220 mg = 0.45 %). At <= 0.3 % use U248. Sole active ingredient only.
told-listing-u248 = listing: warfarin & salts when present at 0.3 % or less (read)
told-listing-p075 = incl. salts. EXCLUDED federally since 2019-08-21: FDA-approved over-the-counter nicotine replacement (gum, patch, lozenge). Still P075: Rx inhaler/nasal spray, e-liquid. Some states have not adopted the exclusion. (2015 text read: "Nicotine, & salts"; the OTC carve-out is the 2019 amendment.)
told-listing-p008 = listing reads 4-aminopyridine / 4-pyridinamine, CAS 504-24-5, no "& salts" (read). Dalfampridine (Ampyra 10 mg ER) = 4-aminopyridine: secondary sources only. Sole active ingredient.
told-listing-p046 = listing is alpha,alpha-dimethylphenethylamine, CAS 122-09-8, no "& salts" (read). base only (CAS 122-09-8). Phentermine HCl and other salts are NOT P046 (EPA RO 14831); marketed capsules/tablets are salts, so normally no P code federally; some states stricter.
told-listing-p042 = base only; salts excluded (EPA memo 2007-10-15). Not an oral solid.
told-listing-p012 = injection only (Trisenox)
told-listing-p204 = injection/ophthalmic
told-listing-p081 = listing reads "Nitroglycerine (R)", i.e. listed only for reactivity (read); 261.3(g)(1) (read): waste listed solely for ignitability, corrosivity or reactivity is not hazardous once it shows no characteristic. Finished medicinal tablets are not reactive (EPA view, trade notices). Treat as NOT listed unless the state has not adopted it.
told-listing-p048 = illicit 'DNP' weight-loss capsules; also explosive when dry
told-listing-p108 = strychnine & salts (read); historic tonics only
told-listing-p092 = preservative; not an oral solid
told-listing-u035 = Leukeran tablets. Sole active ingredient only.
told-listing-u058 = tablets/capsules. Sole active ingredient only.
told-listing-u150 = Alkeran tablets. Sole active ingredient only.
told-listing-u089 = discontinued. Sole active ingredient only.
told-listing-u200 = tablets. Sole active ingredient only.
told-listing-u237 = discontinued capsules. Sole active ingredient only.
told-listing-u034 = listing is chloral / trichloroacetaldehyde, CAS 75-87-6, which is not the CAS of chloral hydrate: treating chloral hydrate as U034 is the usual conservative reading, not the letter of the list. Also CIV 2465, so 266.506(a)(1) conditional exemption can apply. Sole active ingredient only.
told-listing-u187 = withdrawn; old single-ingredient tablets only (APC combinations are not sole-active). Sole active ingredient only.
told-listing-u155 = withdrawn 1979 OTC sleep aids. Sole active ingredient only.
told-listing-u164 = discontinued antithyroid (not propylthiouracil). Sole active ingredient only.
told-listing-u188 = lozenges/sprays where phenol is the sole active. Sole active ingredient only.
told-listing-u059 = listed as daunomycin; injection
told-listing-u010 = injection; code text also in haztrak
told-listing-u206 = listed as streptozotocin; injection
told-listing-u129 = lotion/shampoo; also D013
told-listing-u205 = shampoo; listing carries (R,T)
told-listing-u132 = topical
told-listing-u182 = liquid
told-listing-u151 = elemental (thermometers)
told-listing-u121 = old inhaler propellant
told-listing-d010 = TCLP limit 1.0 mg/L: total > 20 mg/kg can fail (rule of 20). e.g. 55 mcg Se in a 1.5 g multivitamin = 37 mg/kg; 200 mcg in 0.5 g = 400 mg/kg [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d007 = TCLP limit 5.0 mg/L: total > 100 mg/kg can fail. e.g. chromium picolinate 200 mcg Cr in 0.5 g = 400 mg/kg; 35 mcg in 1.5 g = 23 mg/kg passes [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d005 = TCLP limit 100 mg/L: total > 2000 mg/kg can fail; barium sulfate is poorly soluble, generator must test or know [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d011 = TCLP limit 5.0 mg/L (100 mg/kg). Mostly topical (silver sulfadiazine, silver nitrate) [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d009 = TCLP limit 0.2 mg/L (4 mg/kg). Mostly liquids; also some homeopathic/ayurvedic tablets [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d004 = TCLP limit 5.0 mg/L (100 mg/kg); ayurvedic/homeopathic [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d008 = TCLP limit 5.0 mg/L (100 mg/kg); ayurvedic [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d006 = TCLP limit 1.0 mg/L (20 mg/kg) [limit read; the mg/kg screen is arithmetic from the 20:1 TCLP ratio, not in 261.24]
told-listing-d013 = TCLP limit 0.4 mg/L
told-listing-d024 = TCLP limit 200.0 mg/L; if o-, m-, p-cresol cannot be told apart use total cresol D026, also 200 mg/L; insulin preservative
told-listing-d022 = TCLP limit 6.0 mg/L
told-listing-d001 = liquid with flash point < 60 C (140 F) other than an aqueous solution with < 24 % alcohol by volume; non-liquid that can start a fire and burns vigorously; ignitable compressed gas; oxidizer (e.g. permanganate, nitrate). Not ordinary tablets
told-listing-niosh-meets-a-niosh-criterion = meets a NIOSH criterion beyond developmental/reproductive
told-listing-niosh-only-developmental-reproductive-hazard = only developmental/reproductive hazard
told-listing-niosh-only-developmental-reproductive-hazard-alitretinoin = only developmental/reproductive hazard; topical gel in US
told-listing-niosh-meets-a-niosh-criterion-apomorphine = meets a NIOSH criterion beyond developmental/reproductive; US injection and SL film
told-listing-niosh-antineoplastic-ahfs-10-00 = antineoplastic (AHFS 10:00)
told-listing-niosh-non-antineoplastic-meeting-a = non-antineoplastic meeting a NIOSH criterion
told-listing-niosh-primarily-adverse-reproductive-effects = primarily adverse reproductive effects
told-listing-niosh-mshi-and-or-ntp = MSHI and/or NTP known / IARC Group 1 or 2A
told-listing-niosh-mshi-added-after-2016 = MSHI; added after 2016
told-listing-niosh-inqovi-tablets-decitabine-is = Inqovi tablets: decitabine is listed; oral form inherits
told-listing-niosh-added-by-niosh-web = added by NIOSH web update 2025-07-17 (MSHI); injection
told-listing-p018 = only relevant to historic or homeopathic (nux vomica) products; sole active ingredient
told-listing-u026 = obsolete antineoplastic; listed as chlornaphazin. Sole active ingredient only.
told-listing-u044 = old liquid preparations; also D022
told-listing-u144 = old topical astringent; also D008
told-listing-u203 = old flavour/home remedies
told-listing-u204 = trace-element injection; listing covers selenious acid and selenium dioxide; also D010
told-listing-u238 = historic antineoplastic/hypnotic. Sole active ingredient only.
told-source-niosh-2016 = NIOSH 2016-161 (list from own knowledge)
told-source-niosh-2024 = NIOSH 2025-103 (2024) Table 2 as machine-extracted
told-source-derived = derived: on the 2016 list (own knowledge), absent from extracted 2024 Table 2 and from the removed drugs
told-source-261-33 = 40 CFR 261.33 read
told-source-261-24 = 40 CFR 261.24 Table 1 read
told-source-261-21 = 40 CFR 261.21 read
told-source-mirror = mirror of cdc.gov/niosh/docs/2025-103/default.html
told-source-memory = own knowledge
told-effect-possible = Cannot be excluded: mass, composition or salt is not known.
told-effect-contains = Contains a listed chemical that is not the sole active ingredient: not listed, handled as hazardous by policy.
told-effect-excluded = Does not apply to this product; shown because the name is listed.
told-effect-pack = One of several tablets of a pack; which one is not determined, so what holds for any of them is taken to hold.
told-effect-in-pack = { $told-a } One of several tablets of a pack; which one is not determined, so what holds for any of them is taken to hold.
told-schedule-hydrocodone = all hydrocodone products incl. APAP/ibuprofen combinations (CII since 2014-10-06; old combination code 9806 retired)
told-schedule-oxycodone = incl. APAP/aspirin/ibuprofen combinations (Percocet)
told-schedule-fentanyl = Abstral/Fentora buccal & sublingual tablets, Actiq
told-schedule-meperidine = Demerol tablets; 1308.12 prints it as pethidine (meperidine)
told-schedule-amphetamine = Adderall, Evekeo; covers salts/isomers
told-schedule-dextroamphetamine = Dexedrine, Zenzedi; 1308.12(d)(1) covers amphetamine, its salts, optical isomers and their salts
told-schedule-dexmethylphenidate = Focalin; DEA code of methylphenidate
told-schedule-codeine = acetaminophen/codeine (Tylenol #3), butalbital/APAP/caffeine/codeine, carisoprodol/ASA/codeine. Text: not more than 90 mg per dosage unit with one or more active nonnarcotic ingredients in recognized therapeutic amounts
told-schedule-buprenorphine = Subutex/Zubsolv SL tablets; buprenorphine-naloxone
told-schedule-anabolic-steroids = methyltestosterone, oxandrolone, oxymetholone, fluoxymesterone, stanozolol, testosterone undecanoate capsules. EEMT/Covaryx (esterified estrogens+methyltestosterone) are exempt under 21 CFR 1308.33-.34: check the DEA exempt list
told-schedule-barbiturates = Fiorinal (butalbital/ASA/caffeine) is CIII; most butalbital/APAP/caffeine products are federally exempted prescription products (21 CFR 1308.32 list), some states schedule them
told-schedule-dronabinol = Marinol and generics
told-schedule-chlordiazepoxide = Librium; chlordiazepoxide/clidinium (Librax) - check DEA exempted prescription product list
told-schedule-phenobarbital = tablets; belladonna/phenobarbital (Donnatal) may be an exempted prescription product
told-schedule-temazepam = Restoril; also NIOSH
told-schedule-phentermine = Adipex-P; Qsymia (with topiramate)
told-schedule-pentazocine = pentazocine/naloxone tablets
told-schedule-diphenoxylate = Lomotil tablets. Diphenoxylate outside these limits is CII (1308.12(c)(8))
told-schedule-assumed = { $told-a } Strength not stated: limit taken as met.
told-color-black = black
told-color-gray = gray
told-color-white = white
told-color-red = red
told-color-purple = purple
told-color-pink = pink
told-color-green = green
told-color-yellow = yellow
told-color-orange = orange
told-color-brown = brown
told-color-blue = blue
told-color-turquoise = turquoise
told-shape-bullet = bullet
told-shape-capsule = capsule
told-shape-clover = clover
told-shape-diamond = diamond
told-shape-double-circle = double circle
told-shape-freeform = freeform
told-shape-gear = gear
told-shape-heptagon = heptagon
told-shape-hexagon = hexagon
told-shape-octagon = octagon
told-shape-oval = oval
told-shape-pentagon = pentagon
told-shape-rectangle = rectangle
told-shape-round = round
told-shape-semi-circle = semi-circle
told-shape-square = square
told-shape-tear = tear
told-shape-trapezoid = trapezoid
told-shape-triangle = triangle
told-not-complete = Not complete: the first { $a } of { $b } rows. Ask for CSV, which holds all, or for a shorter period.
told-not-in-csv = Not in this CSV: { $a }. PDF and XLSX hold every table.
told-enrol-not-one-pill = { $told-a } shows { $b } pills; photograph the one to be enrolled alone
told-enrol-no-direction = { $told-a } shows nothing that the model can tell from anything else
told-enrol-nothing-known = the catalog does not list { $a } part { $b }: say what it is with --name and --imprint
told-enrol-facts-known = the catalog lists { $a } part { $b }: its facts are taken from there, leave them out
told-enrol-no-name = a product that no catalog lists is taught under the name on its label; give that name
told-enrol-no-enrolment = { $a } is no enrolment that is in force; see `takeback enrol list`
told-station-ndc-not-listed = the catalog has no product with the NDC { $a }, so no pill can be compared with it; look it up by name
told-station-nothing-expected = the list names no NDC; give at least one to compare with
told-code-unknown-element = the code holds an element `{ $a }` that is not known here; compare it with the label
told-code-value = the element ({ $a }) is `{ $b }`, which it cannot be; scan it again
told-code-twice = the element ({ $a }) stands there twice with two values; scan it again
told-item-number-form = `{ $a }` is not a trade item number: it has 8, 12, 13 or 14 digits and nothing else
told-item-number-digit = `{ $a }` is not read right: its check digit should be { $b }; scan it again
told-measure-too-few = { $a } of the card's marks can be read, and it takes at least { $b }: lay the card flat under the camera, whole and well lit, and take it again
told-measure-in-one-line = the marks that can be read lie almost in one line: lay the card so that it fills the picture, and take it again
told-measure-too-oblique = the camera looks along the tray rather than down on it: mount it above the tray and take it again
told-measure-too-rough = the marks are { $a } mm away from where they are printed: lay the card flat and still, sharp in the picture, and take it again
told-measure-ruler = the line on the card cannot be { $a } mm long: measure the line that should be 100 mm, or print the card again at actual size
told-station-no-calibration = there is no such calibration on record; `takeback calibration list` names them
told-station-stale-calibration = that calibration is { $a } days old and no longer used; lay the card on the tray and take it anew
told-station-camera-moved = the camera seems to have moved since it was calibrated on { $told-a }; take the calibration anew, or say that it was not moved: `takeback calibration unmoved ID`
told-ledger-locked = { $a } is encrypted: name its key file (--key-file, TAKEBACK_KEY_FILE or `key_file` in settings.toml), or enter the passphrase
told-ledger-wrong-key = this passphrase or key file does not open { $a }, which was left as it is; if it is the right one, the file is damaged: restore the latest backup
told-ledger-not-encrypted = { $a } is not encrypted, but a key is named for it: take `key_file` out of settings.toml and TAKEBACK_KEY_FILE out of the environment, or run `takeback encrypt`
told-ledger-no-key-file = the key file { $a } cannot be read: { $b }; plug in the drive that holds it, or name where it is
told-ledger-not-a-key-file = the key file { $a } does not hold 64 hexadecimal digits; name the one that `takeback encrypt` made, or put it back from where it is locked away
told-ledger-not-rewritten = { $a } does not verify ({ $told-b }), so it was not written anew; it was left as it is
told-station-already-encrypted = the record is encrypted already; `takeback decrypt` first, to choose another passphrase or key file
told-station-not-encrypted = the record is not encrypted
told-station-pin-for-record = a PIN of digits is guessed in no time from a stolen file; use a passphrase of 12 characters or more
told-action-enrol = enrol pills
told-thing-detail = detail of a record
told-did-amend = stated anew
told-did-transfer-package = transferred to a reverse distributor
told-law-destroyed-here = Whoever receives mail-back packages as a registrant destroys them on site. Only law enforcement hands them over to a reverse distributor; set up that station as LE_RECEPTACLE.
told-law-from-police = Only a reverse distributor takes sealed packages and boxes over from law enforcement. Set up that station as REVERSE_DISTRIBUTOR.
told-law-starts-unused = Here a liner comes into the record unused, when it is acquired. Only a reverse distributor receives it sealed.
told-law-arrives-sealed = A reverse distributor receives liners sealed. Where it keeps a receptacle of its own, set up that station as COLLECTOR.
told-law-not-at-facility = A long-term care facility is no place of destruction. Transfer the sealed liner.
told-law-facility-only = Supervisors are designated for the receptacle of a long-term care facility, by its collector.
told-law-registrants-only = Only registrants have to take an inventory. The list of what is on hand is open to everybody.
told-law-own-stock-elsewhere = The inventory of own stock, with what is damaged, defective or impure and awaits disposal, is kept elsewhere: here only liners and packages are counted.
told-law-not-police = DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: print the liner log or the event weights.
told-law-not-drop-box = DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: print the liner log or the package log.
told-law-not-evidence = DEA Form 41 is for DEA registrants. Law enforcement records destruction as its own rules for evidence say: print the disposal log, and keep the agency's own evidence log.
told-law-no-registrant = DEA Form 41 is for DEA registrants that destroy controlled substances. This kind of site is none; whoever takes the material over makes the record.
told-law-no-assistance = Only practitioners may ask the DEA Special Agent in Charge for help with what they have on hand. Use the record of destruction, `form-41`.
told-law-no-contents = What is inside a liner, a package or a box is never recorded, so no record of an item names one.
told-site-not-adistributor = law enforcement hands what it collected over to a reverse distributor and not to a distributor (21 CFR 1317.35(e), 1317.55); choose the reverse distributor
told-trail-range = `{ $a }` is no range: both numbers begin alike and end in digits, the smaller first, such as CRL1007 - CRL1027
help-trail = Scan or type the number of a liner, a package, a box or a seal, or a range such as CRL1007 - CRL1027, and press Enter. Every record that names one of them is listed from the first, with who signed.
told-labelled-none = no kept photograph shows an item that somebody approved or corrected; photographs are kept where settings.toml says `keep_photos = true`
told-self-check-not-set-up = no self-check was set up yet: run it once with --set-up while camera and model are known to be good
told-release-no-publisher = settings.toml does not say whose models are trusted; name the file of the publisher's public key as `model_publisher`
told-release-own-models = settings.toml names its own `models`; remove that line before installing others
told-release-signature = release.json does not carry a valid signature of the publisher's key { $a }; nothing was installed
told-release-changed = { $a } was changed after it was signed; nothing was installed, get the release again
told-release-not-packed = { $a } is not what `takeback model pack` writes
told-release-too-few = only { $a } photographs of one pill with a known truth are here to check a model with ({ $b } more were left out), and { $c } are needed; name a folder with --check, or give a reason with --unchecked
told-release-worse = on { $a } photographs it does worse than the present model and was not installed: first candidate right { $b } times, before { $c }; named rightly { $d } times, before { $e }; wrongly { $f } times, before { $g }; hazards missed { $h } times, before { $i }
told-release-in-use = that release is the one in use; nothing was changed
told-labels-unreadable = { $a }: { $b }; its columns are file, ndc11 and part, as `takeback export --labelled` writes them
told-labels-none = { $a } names no photograph
told-labels-for-training = { $a } names only photographs from which models learn (kind `site`), and they check none; name a folder of others
told-enrol-shows-badly = { $told-a } shows the pill blurred, cut off or from too far away; photograph it again, with some ground around it
told-enrol-shows-print = { $told-a } is too dark or shows print beside the pill, which may name a person, and is not kept; photograph the pill alone
told-enrol-same-twice = both photographs are the same one; give one of each side
told-enrol-looks-otherwise = { $told-a } does not look like { $b } part { $c }; compare the pill with its label again, and insist only if it is that product
told-enrol-taught-as-another = { $told-a } was taught as { $b } (enrolment { $c }), and what is taught as two products is named as neither; take that back first with `takeback enrol withdraw` if it was wrong, and insist only if both are this pill
told-enrol-sides-differ = these do not look like two sides of one pill; photograph both anew, and insist only if they are
told-enrol-described-otherwise = { $a } part { $b } was described otherwise when it was taught as { $c } (enrolment { $d }); leave its facts out, or take that back first with `takeback enrol withdraw`
told-release-no-earlier = there is no earlier model to go back to
told-release-busy = another program is installing a model or going back to one just now; nothing was changed, try again when it has ended
told-release-damaged = { $a } is not as it was installed, so that model cannot be used; install its release again (`takeback model install RELEASE`), or go back to the one shipped with the program (`takeback model rollback --shipped`)
told-release-not-as-named = there is no model in { $a } ({ $b }), which settings.toml names as `models`; correct that line, or take it out
told-release-no-reason = why another model is used goes on record; give the reason in words
told-release-no-file-name = { $a } names `{ $b }`, which is no plain name of a file beside it; nothing was signed
told-release-gone = { $a } is gone, so that model cannot be used again; install its release again
told-release-not-said = { $a } does not say which model is in use; delete it to use the one shipped with the program, and install the release again
told-finding-changed = record { $a } was changed after it was written
told-finding-other-key = record 1 is not sealed with the chain.key here
told-finding-removed = record { $a } was removed
told-finding-reordered = record { $a } was moved to place { $b }
told-finding-inserted = record { $a } was not written by takeback with this key
told-finding-erased = the content of record { $a } was removed without a purge
told-finding-cut = records { $a } to { $b } were removed from the end
told-finding-head-differs = record { $a } is not the one that chain.head names
told-finding-head-missing = chain.head is missing or damaged: records may have been removed from the end
told-finding-rewritten = records { $a } to { $b } are not those that { $c } was signed for: at least one was rewritten, and every hash after it
told-finding-other-ledger = { $a } was signed for another ledger, or record 1 was replaced
told-finding-no-head = { $a } is no signed head, or a line of it is missing
told-finding-head-of-other-key = { $a } is signed with another key, { $b }, not with { $c }
told-finding-head-forged = { $a } does not carry a valid signature: it was changed, or typed off wrongly
told-finding-schema = { $a } is not part of the database as takeback makes it
told-finding-missing = { $a } is missing from the database
told-finding-altered = { $a } is not as takeback makes it
told-finding-misstated = the log does not show disposal { $a } as its records state it
told-finding-damaged = the database file is damaged: { $a }
told-the-photograph = the photograph
told-enrol-not-held = the photograph of the pill is not at hand any more; take another one
told-report-self-check = Self-check with known pills
told-report-self-check-is = What the model said of photographs of known pills in the period, beside what it said when they were set up.
told-report-self-check-not = It is no validation of the model and says nothing about other pills. This is not a DEA form.
told-action-model = change the model

## Teaching

teach-title = Teach this pill
teach-how = Lay the pill alone under the camera, or open a photograph of it. On its card choose “Teach this pill”.
teach-listed = The catalog lists it
teach-unlisted = No catalog lists it
teach-find = Which product is it?
teach-sides = { $count ->
    [one] 1 side
   *[other] both sides
}
teach-one-side = Only one side is shown. One photograph of each side is the least that is worth having: from one side alone, the pill is hardly ever known when it lies on the other.
teach-both-sides = Both sides are learned.
teach-several = The photograph does not show this pill alone ({ $count } found). Photograph the one to be taught alone.
teach-facts = Say what its label says. Nobody states its composition, so the rules call it unknown, never free of listings.
teach-name = Name and strength, as on the label
teach-ndc = NDC, from the label
teach-labeler = Labeler
teach-imprint = Imprint; empty if nothing is written on it
teach-second-color = Second color
teach-not-stated = not stated
teach-is-listed = The catalog lists this NDC as { $drug }. Choose it under “The catalog lists it”.
teach-as = { $drug }, NDC { $ndc }
teach-nothing = Say what it is first
teach-go = Teach it
teach-despite = Teach it all the same
teach-busy = Learning…
teach-done = Learned { $drug } from { $sides }. It is recognized from now on.
staff-taught = Taught pills
taught-begin = Teach a pill
taught-none = No pill was taught here yet.
taught-lead = Pills that were photographed here, beside those that the model was trained on.
taught-line = { $who }, { $when }, { $sides }
taught-used = In use
taught-anew = In use, looked at anew under the present model
taught-stale = NOT USED: taught under another model, and a photograph of it is not kept. Teach it again.
taught-undescribed = NOT USED: no catalog lists it, and what was said of it was taken back. Describe it and teach it again.
taught-unreadable = NOT USED: how it looks cannot be read. Teach it again.
taught-withdraw-lead = From then on it is not recognized any more. The record that it was taught stays.
taught-reason = Why it is no longer recognized
taught-reason-hint = such as: wrong product
taught-withdraw = Stop recognizing it
taught-withdrawn = { $drug } is not recognized any more.
help-teach =
    One photograph of each side is the least that is worth having. Each shows this pill alone.
    Find the product by name, imprint or NDC, or choose “No catalog lists it” and type what its label says.
    “Teach it” takes effect at once. Your name and the photographs are kept with the record of it.
help-taught =
    Every pill that was taught here is listed with who taught it and when.
    One that is not used any more says so: teach it again.
    Tap one so that it is no longer recognized. That needs a reason, and the record of it stays.
