# English: the second language. The same keys as in ru.ftl (a test checks it).

product = Vekha
skip-to-content = Skip to content
nav-label = Sections
nav-my-day = My day
nav-campaigns = Campaigns
nav-escalations = Escalations
nav-review = To review
nav-unsorted = To sort
nav-organizations = Organizations
nav-dead-letters = Events set aside
logout = Log out
look = View
look-theme = Colours
look-text = Text size
look-language = Language
look-apply = Apply
theme-auto = As the system
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
text-normal = Normal
text-large = Large
text-huge = Very large
next-page = Next 50 →
search = Search
search-organization = Organization: name, INN or code
reset-filter = Reset the search
back = Back
retry = Retry
of = of
in-all = in all
since = since
as-of = Data as of
stream-lost = No connection to the server: the last received data is shown. It reconnects by itself.

login-title = Log in
login-what = For officers of the ministry and of municipal authorities. Schools need no account: they have a link in their letter.
login-name = Login
login-password = Password
login-enter = Log in
login-failed = The login or the password did not match. After several failures logging in pauses for some minutes.

light-open = Expected
light-submitted = In review
light-claimed = Exemption claimed
light-returned = Returned
light-accepted = Accepted
light-exempt = Exempt
light-closed = Closed
light-soon = Due soon
light-late = Overdue
light-late-days = { $n ->
    [0] Just overdue
   *[other] Overdue by { $shown } w.d.
  }
light-soon-days = { $n ->
    [0] Due today
   *[other] { $shown } w.d. left
  }

n-organizations = { $n ->
    [one] { $shown } organization
   *[other] { $shown } organizations
  }
affects-organizations = { $n ->
    [one] Affects { $shown } organization
   *[other] Affects { $shown } organizations
  }
affects-cases = { $n ->
    [one] { $shown } case will be stopped.
   *[other] { $shown } cases will be stopped.
  }
and-more = and { $shown } more
attempts = { $n ->
    [one] { $shown } attempt
   *[other] { $shown } attempts
  }

col-due = Due
col-obligation = Obligation
col-waiting = Not done
col-state = State
col-authority = Territory
col-late = Overdue
col-done = Done
col-organization = Organization
col-phone = Telephone
col-level = Level
col-email = E-mail
col-rung = Who was told
col-reached = When
col-when = When
col-to = To
col-what = About
inn = INN
ogrn = OGRN

my-day-deadlines = Nearest deadlines
my-day-empty = No open obligations. As soon as a letter goes out, its dates are here.
tile-late = Overdue
tile-soon = Due today and tomorrow
tile-review = To review
tile-unsorted = To sort

campaigns-empty = No campaigns yet. A campaign begins when a letter goes out: press “New letter”.
status-issuing = The letter is going out: cases are being opened.
status-cancelled = Cancelled: { $reason }
status-stuck = Stopped, the neighbours go on: { $reason }
status-ended = The case has ended
status-case-cancelled = The case was stopped: { $reason }
status-quarantined = An event of this case was set aside: { $reason }
circular-line = No. { $number } of { $dated }, { $issuer }
no-number = without number
executor = Officer:
modality-requested = requested
modality-recommended = recommended
due-day = by { $day } inclusive
due-none = no date
due-many = { $n ->
    [one] { $shown } date: { $first } — { $last }
   *[other] { $shown } dates: { $first } — { $last }
  }
sum-of = of { $total }
sum-done = { $n } of { $total }
sum-next = Next due date
sum-next-none = none
sum-next-days = in { $shown } w.d.
legend-heat-late = some overdue
legend-heat-open = not due yet
obligations = Obligations
obligations-empty = No case has been opened yet.
burndown = Remaining by day
burndown-plan = even plan
burndown-deadline = due
burndown-sentence = { $remaining } of { $total } are not done. At an even pace { $planned } would remain today.
heat = Territories
heat-empty = Nothing to show yet.
heat-by-obligation = by obligation
heat-by-stage = by stage
heat-caption-obligation = How many organizations have not delivered (in a cell: of how many; ▲: overdue). Those most behind come first.
heat-caption-stage = How many cases stand at each stage. Territories most behind come first.
heat-left-out = { $n ->
    [one] { $shown } more territory is not shown: it is the least behind.
   *[other] { $shown } more territories are not shown: they are the least behind.
  }
authority-empty = The territory has no organizations in this campaign.

escalations-open = Climbed the ladder and still open
escalations-empty = No escalations: no rung after a due date has been reached.
drafts = Draft letters for signature
drafts-what = Vekha never sends these by itself.
level-all = All levels
level-organization = Organization
level-municipality = Municipality
level-officer = Officer of the letter
level-head = Head

organizations-empty = Nothing found.
org-level-federal = federal authority
org-level-region = regional authority
org-level-municipality = municipal authority
org-level-organization = organization
fact-email = E-mail
fact-phone = Telephone
fact-zone = Time zone
fact-kind = Kind
fact-score = Points of the independent assessment
fact-pupils = Pupils
cases = Cases
cases-empty = Takes part in no campaign yet.

decisions = Your decision
decide-stage = { $track }: “{ $stage }”
decide-duty = Mark as done: { $duty }
tracks = Tracks of the case
why-here = Why it is here
waits-for = Waits for
what-next = What is next
timeline = What happened
timeline-empty = Nothing yet.
documents = Documents
documents-empty = No documents.
notices = Notices
notices-empty = No notices.
remark-blocking = blocks acceptance:
remark-minor = remark:
open-case = open the case
extension-line = Moved from { $from } to { $to }: { $reason }

unsorted-what = Documents that could not be matched to an organization and an obligation with certainty. Nothing was thrown away: a person decides.
unsorted-empty = Everything is sorted.
evidence = What the document shows
assign-organization = Whose document is it
assign-none = Find the organization with the search above.
assign-duty = Which obligation
assign-duty-choose = Choose
assign-apart = The files are for different obligations
assign-apart-same = as chosen above
assign-do = Assign
ignore-why = Why it is no document
ignore-do = Not a document

review-empty = Nothing to review.
review-since = Waits since
review-exemption = Exemption claimed:
review-accept = Accept
review-return = Return
review-return-why = What to correct (the organization reads it)
review-grant = Grant the exemption
review-refuse = Refuse
review-refuse-why = Why it is refused (the organization reads it)

letter-action = Progress letter
letter-title = Letter about progress
letter-what = A draft as of the chosen moment, in Russian: sign and send it yourself. Its numbers are counted from the history and stay the same when the letter is made again for that moment.
letter-as-of = As of
letter-answer-by = Answer wanted by (else five working days)
letter-to = To whom
letter-dated = Date of the letter
letter-number = Number of the letter
letter-again = Make it again with the same numbers
letter-event = Event number from its section on how it was counted
letter-show = Show
letter-docx = Download for Word
letter-pdf = Download PDF
letter-circular = The circular itself
letter-bad-date = Write a date: day, month, year.
letter-bad-event = The number of an event is a whole number.
letter-future = That moment is still to come: a letter tells what has happened.
letter-nothing = There is nothing to tell as of that moment: the letter had not gone out, asks nothing, or was cancelled. Choose another moment.

extend-action = Move the date
extend-title = Moving a due date
extend-for = For
extend-everybody = Everybody: { $n }
extend-due = New last day, inclusive
extend-why = Reason
extend-preview = See who is affected
extend-do = { $n ->
    [one] Move the date for { $shown } organization
   *[other] Move the date for { $shown } organizations
  }
extend-day-off = { $day } is a day off ({ $why }).
extend-past = That day has passed: the duties become overdue at once.
extend-too-many = Too many cases for one step: { $n }. The limit is { $limit }; move the date by territory.
extend-bad-date = Write a date: day, month, year.
extend-no-reason = Give the reason.
extend-nobody = Choose for whom the date moves.

cancel-action = Cancel
cancel-title = Cancelling a campaign
cancel-what = Organizations will be told. It cannot be undone: a new letter would be needed.
cancel-why = Reason
cancel-do = Cancel the campaign
cancel-no-reason = Give the reason.

dead-letters-what = Events that could not be applied after several attempts. All other cases go on.
dead-letters-empty = No event was set aside.

channel-link = through the organization's link
channel-api = through the API
channel-mail = by e-mail
channel-person = entered by an officer
trust-unproven = sender not proven
trust-token_only = sender's domain not proven
paper-other = Document
place-file = file { $file }
place-table = table { $table }
place-row = row { $row }
place-column = column “{ $column }”
size-kb = { $n } KB
size-mb = { $n } MB

notice-planned = planned
notice-sending = being sent
notice-sent = sent
notice-suppressed = not sent: { $reason }
notice-failed = not delivered: { $reason }
notice-draft = draft for signature
notice-class-circular = assignment
notice-class-receipt = receipt
notice-class-verdict = verdict
notice-class-reminder = reminder
notice-class-escalation = escalation
notice-class-change = change
days-of = { $n ->
    [one] calendar day
   *[other] calendar days
  }
rung-working = { $days } w.d.
rung-calendar = { $days } d.

fact-case-started = Case opened
fact-stage-entered = { $track }: stage “{ $stage }”
fact-duty-opened = Obligation “{ $duty }” opened
fact-duty-opened-due = Obligation “{ $duty }” opened, { $due }
fact-document-filed = A document came for “{ $duty }”
fact-document-filed-missing = A document came for “{ $duty }”; still missing: { $missing }
fact-duty-submitted = “{ $duty }”: in review. { $why }
fact-duty-returned = “{ $duty }”: returned. { $reason }
fact-duty-accepted = “{ $duty }”: accepted. { $why }
fact-exemption-claimed = “{ $duty }”: exemption claimed — { $reason }
fact-exemption-refused = “{ $duty }”: exemption refused. { $reason }
fact-duty-exempted = “{ $duty }”: exempt — { $reason }
fact-duty-extended = “{ $duty }”: the date moved, now { $due }. { $why }
fact-duty-reminded = “{ $duty }”: a reminder was sent, { $reason }.
fact-address-corrected = Answers now go to { $address }: { $reason }.
fact-duty-closed = “{ $duty }”: closed. { $why }
fact-document-kept = A document came before its stage and waits for it
fact-kept-document-applied = A document that came early was applied
fact-document-noted = A document without effect: { $why }
fact-measure-taken = { $name }: { $value }
fact-measure-taken-of = { $name }: { $value } of { $needed }
fact-acknowledged = The letter was read and taken in hand
fact-deadline-passed = “{ $duty }”: the due date passed
fact-decision-taken = Decision: { $name }
fact-case-ended = Case ended
fact-case-cancelled = Case stopped: { $reason }
fact-rung-reached = “{ $duty }”: rung { $rung }

done = Done.
done-pending = Recorded and being applied: reload the page in a minute.
done-accepted = The document is accepted.
done-returned = The document is returned.
done-granted = The exemption is granted.
done-refused = The exemption is refused.
done-assigned = The document is assigned.
done-ignored = Marked as not a document.
done-extended = The due date is moved.
done-cancelled = The campaign is cancelled.
done-retried = The event will be tried again.
done-decided = The decision is recorded.

trouble-404 = There is no such page
trouble-404-advice = The link may be old, or it is outside your territory.
trouble-403 = The action was not done
trouble-403-advice = The form is too old or came from another site. Go back, reload the page and try again.
trouble-400 = The form is incomplete
trouble-400-advice = Go back and check the fields.
trouble-500 = The page cannot be shown
trouble-500-advice = Nothing is lost. Try again in a minute; if that does not help, tell the administrator the time of the error.

# What the record says of itself; the Russian is what is recorded.
recorded-complete = the set is complete, nothing is wrong, the sender is proven
recorded-by-rule = by the rules of the campaign an officer reviews this document
recorded-no-dkim = the sender's domain is not proven by a DKIM signature
recorded-unproven = the sender is not proven
recorded-no-ground = a proof came that names no ground for the exemption
recorded-accepted-without = an officer accepted it without what is missing:{" "}
recorded-accepted = an officer accepted it
recorded-decided = an officer decided
recorded-acknowledged = the addressee has read it
recorded-condition = the condition holds:{" "}
recorded-cancelled-why = the campaign was cancelled:{" "}
recorded-cancelled = the campaign was cancelled
recorded-done = the obligation is done already
recorded-exempt = the organization is exempt from this obligation
recorded-nobody = no obligation wants this:{" "}
recorded-in-review = the earlier set stays in review; remarks:{" "}
recorded-attach = the claim needs with it:{" "}
recorded-moved = the case moved to the stage{" "}
recorded-closed = the obligation was closed
recorded-extended = the date was moved
recorded-no-climb = a recommendation is not reported
recorded-advice-over = the date of the recommendation has passed
recorded-submitted = in review already
recorded-claimed = an exemption is claimed
recorded-already = accepted already
recorded-freed = exempt
recorded-nothing = there is nothing to tell
recorded-joined = joined with the digest of{" "}
recorded-no-address = the recipient has no working e-mail address
recorded-server-refused = the mail server refused:{" "}
recorded-sender-unknown = The sender's address is not in the register
public-holiday = public holiday
fact-case-stopped = Case stopped for a person: { $why }
