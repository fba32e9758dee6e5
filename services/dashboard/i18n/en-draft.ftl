
# A new letter: from the file to the day it goes out.
draft-new = New letter
draft-drop = Drop the letter here, or press and choose it
draft-drop-formats = Word (docx), ODT, RTF, PDF with text or plain text, up to 25 MB
draft-read-do = Read the letter
draft-read-what = Vekha reads the letter and shows what it asks, of whom and by when. Nothing is sent to anybody until you press “Issue”.
draft-unfinished = Begun and not issued
draft-unfinished-none = No letter is begun.
draft-trouble-nothing = No file was chosen.
draft-trouble-unreadable = The file could not be read. Open it and save it as docx or as PDF with text.
draft-trouble-scan = The file has no text: it is a scan. Recognise it, or take the letter's own file.
draft-steps = Steps
draft-step-letter = Letter and obligations
draft-step-recipients = To whom
draft-step-launch = Calendar and issue
draft-next-recipients = Next: to whom
draft-next-launch = Next: calendar and issue
draft-drop-draft = Do not issue, remove the draft
draft-earlier-letter = No. { $number } of { $dated }
draft-letter = Letter
draft-mark-begins = Words of obligation { $n } begin
draft-mark-ends = words of obligation { $n } end
draft-questions = { $n ->
    [0] Questions: all are answered
    [one] { $shown } question for you
   *[other] { $shown } questions for you
  }
draft-questions-what = The letter does not say it, or not clearly. Vekha does not guess: you decide.
draft-question-settle = Taken into account
draft-question-settled = settled
draft-question-goto = Fill in
draft-requisites = About the letter
draft-fix = Correct
draft-save = Save
draft-nothing = none
draft-by-hand = changed by hand
draft-in-letter = in the letter: { $read }
draft-requisite-number = Number
draft-requisite-dated = Date of the letter
draft-requisite-subject = About
draft-requisite-issuer = Sender
draft-requisite-signer = Signed by
draft-requisite-executor = Officer in charge
draft-requisite-phone = The officer's telephone
draft-requisite-reply_to = Address for answers
draft-items = What is asked
draft-items-none = Nothing was found that the letter asks. If it does, add it below; else the letter goes out to be read.
draft-item = Obligation { $n }
draft-item-added = added by hand
draft-item-dropped = Obligation { $n } is removed
draft-item-drop = Remove this obligation
draft-item-restore = Put back as in the letter
draft-item-add = Add an obligation
draft-item-show = show in the letter
draft-item-rules = How it was read: { $rules }
draft-what = What to do
draft-who = Who does it, if the letter says so
draft-fact-who = Who
draft-fact-send = What to send
draft-fact-formats = In what form
draft-fact-where = Where to
draft-fact-modality = Binding?
draft-fact-text = Text
draft-binds = Whom it binds
draft-binds-addressee = whoever the letter is for
draft-binds-authority = the municipal authority itself
draft-binds-other = somebody else, watched only
draft-kind-plan = plan of measures
draft-kind-report = report: the plan, filled in
draft-kind-information = letter with information
draft-kind-link = link to what was published
draft-kind-order = order
draft-kind-approved = approved document
draft-kind-explanation = explanation why it is not needed
draft-kind-any = any confirmation
draft-modality-required = required
draft-modality-requested = requested
draft-modality-recommended = recommended: recalled once, never pressed for
draft-when-on = by a day
draft-when-after = so long after the letter is received
draft-when-every = again and again
draft-when-none = no date
draft-day = Last day, inclusive
draft-amount = How many
draft-unit = Of what
draft-unit-working = working days
draft-unit-days = calendar days
draft-unit-weeks = weeks
draft-unit-months = months
draft-rule = How often
draft-until = Until which day, if known
draft-time = Hour, if named
draft-opens-from = Not before which day
draft-opens = not before { $day }
draft-emails = To which address
draft-sites = On which site
draft-format-word = Word
draft-format-pdf = PDF
draft-format-xlsx = Excel
draft-format-letter = cover letter
draft-after-working = { $n ->
    [one] { $shown } working day after receipt
   *[other] { $shown } working days after receipt
  }
draft-after-days = { $n ->
    [one] { $shown } day after receipt
   *[other] { $shown } days after receipt
  }
draft-after-weeks = { $n ->
    [one] { $shown } week after receipt
   *[other] { $shown } weeks after receipt
  }
draft-after-months = { $n ->
    [one] { $shown } month after receipt
   *[other] { $shown } months after receipt
  }
draft-daily = every day
draft-weekly = every week
draft-monthly = every month
draft-quarterly = every quarter
draft-yearly = every year
draft-on-day = on day { $day }
draft-by-rule = by the rule { $rule }
draft-past = this day is over
draft-day-off = a day off: { $why }
draft-workflow = How the work will go
draft-workflow-offer = A ready campaign fits: “{ $title }”
draft-workflow-because = The letter has everything it stands on: { $because }. It has checks of documents and rules for exemptions already.
draft-because = obligation { $n } by { $day }
draft-left-out = It does not follow the dates of these obligations: { $numbers }.
draft-workflow-shipped = Take the ready campaign
draft-workflow-built = Build one from the obligations of this letter
draft-workflow-only-built = Vekha builds a campaign from the obligations of this letter: for each a document is awaited, checked and recalled.
draft-workflow-edits = Corrections of obligations, other than dates, count only in a campaign built from the letter.
draft-parameter-read = from the letter
draft-level = Who is responsible
draft-level-organization = schools and other organizations
draft-level-municipality = municipal authorities
draft-level-region = the region's ministry

draft-to = To whom
draft-to-all = Everybody
draft-to-places = Chosen territories
draft-to-list = A list of taxpayer numbers
draft-to-silent = Those who have not answered another letter yet
draft-places = Territories
draft-kinds = Only these kinds; none ticked means all
draft-inns = Taxpayer numbers, by spaces or lines
draft-inns-file = or a file with the list (xlsx, csv, docx, txt)
draft-silent-campaign = Which letter
draft-recipients-save = Show who will receive it
draft-count-title = Recipients
draft-unknown = Nobody has this number: { $unknown }
draft-sheet-unreadable = The file with the list could not be read. Save it as xlsx, or paste the numbers into the field.
draft-above = { $n ->
    [one] below { $shown } municipal authority
   *[other] below { $shown } municipal authorities
  }
draft-authorities = { $n ->
    [one] { $shown } municipal authority
   *[other] { $shown } municipal authorities
  }
org-kind-school = schools
org-kind-kindergarten = kindergartens
org-kind-college = colleges

draft-launch-lacks = Before it can go out
draft-lack-question = Answer the question: { $why }
draft-lack-parameter = Fill in: { $title }
draft-lack-words = Obligation { $n }: write what is to be done
draft-lack-workflow = The obligations make no campaign: { $why }
draft-lack-nobody = Choose to whom it goes
draft-warnings = Please note
draft-warn-past = “{ $what }”: { $day } is over, it will be late at once.
draft-warn-off = “{ $what }”: { $day } is a day off ({ $why }). The date stays as the letter has it.
draft-warn-cut = The campaign has no last day: not everything is shown.
draft-conflicts = The same organizations have other dates in these days
draft-conflict-n = Organizations
draft-outlook = What to expect
draft-outlook-what = Reckoned for { $recipients }: how many documents will be accepted if they answer as chosen. A forecast, no promise.
draft-profile = How they answer
draft-profile-usual = as usual: a little over half in time
draft-profile-good = well: four of five in time
draft-profile-bad = badly: one of three in time
draft-profile-earlier = as these very organizations did before
draft-rests-on-past = Taken from earlier campaigns of these organizations: { $n } answers, { $in_time } % in time, { $late } % late. Municipalities that go by answers of their own: { $own }; the others go by all.
draft-rests-on-profile = There are few answers of these organizations in earlier campaigns, or you chose otherwise: the shares are given, not measured.
draft-profile-do = Reckon again
draft-in-time = Accepted in time
draft-later = Later
draft-never = Never
draft-calendar = What will be sent, and when
draft-calendar-what = So many letters go out if nobody answers. Who has answered is not reminded. Letters go out in the working days and hours of whom they are for; days off are grey.
draft-calendar-label = Letters by day if nobody answers; the same as a table below
draft-calendar-table = The same as a table
draft-calendar-none = Nothing to show yet: a date or the recipients are missing.
draft-most = { $n ->
    [one] The most on one day: { $shown } letter
   *[other] The most on one day: { $shown } letters
  }
draft-mail-organization = to organizations
draft-mail-municipality = to municipal authorities
draft-mail-ministry = to the officer and the head
draft-mail-circular = letter
draft-mail-answer = answers to documents
draft-mail-change = changes
draft-mail-reminder = reminder
draft-mail-escalation = word about what is late
draft-mail-draft = draft for signature
draft-col-day = Day
draft-col-what = What
draft-issue-title = Issue
draft-issue-what = “{ $title }” goes to { $recipients }. What was issued can be withdrawn by another letter only.
draft-issue-at = When to issue; empty means now
draft-issue-do = Issue
draft-signature-needed = A second person has to sign: not the one who changed the draft last.
draft-signature-given = Signed by a second person.
draft-signature-do = Checked, may be issued
done-issued = The letter is out: cases are being opened.
done-scheduled = The letter is on the calendar and goes out at its time.
done-saved = Saved.
done-signed = Signed.
done-dropped = The draft is removed.
done-stale = Somebody else has changed the draft meanwhile. This is how it looks now; make your change again.
