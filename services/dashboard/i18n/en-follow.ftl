
# A letter that goes on with a running campaign.
follow-offer = This goes on with a campaign
follow-because-named = The letter names the letter { $letter }, whose campaign is running:
follow-because-extension = The letter names the letter { $letter } and moves a date of it. The campaign:
follow-because-reminder = The letter reminds of the letter { $letter }. The campaign:
follow-because-correction = The letter corrects the letter { $letter }. The campaign:
follow-because-cancellation = The letter withdraws the letter { $letter }. The campaign:
follow-how = It need not be issued by itself: Vekha first shows how many cases change, which dates move, and who will be told.
follow-open = Join this campaign
follow-title = Going on with a campaign
follow-back = To the letter
follow-joins = What this letter does
follow-joins-extension = moves a date
follow-joins-reminder = reminds those who have not answered
follow-joins-correction = corrects a date or the address for answers
follow-joins-cancellation = withdraws the letter; the campaign ends
follow-dates = New dates
follow-dates-what = The last day, inclusive. Leave it empty where the date stays.
follow-date-now = now: { $dates }
follow-address = New address for answers
follow-correction-limits = A correction changes dates and the address. Other words and formats of an obligation are pinned to the running cases: issue a letter of its own for those.
follow-places = Whom
follow-everybody = Everybody in the campaign
follow-reason = Grounds, as the organizations will read them
follow-show = Show what changes
follow-difference = What changes
follow-cases = { $n ->
    [0] Nothing changes
    [one] { $shown } case changes
   *[other] { $shown } cases change
  }
follow-nothing = Nobody has what the letter speaks of: all is done, or the dates are so already.
follow-before = Before
follow-after = After
follow-who = Whose
follow-n = Obligations
follow-row-reminded = a reminder
follow-row-closed = closed
follow-everywhere = everybody’s
follow-and-more = { $names } and { $n } more
follow-told = { $n ->
    [0] Nobody needs to be told.
    [one] { $shown } organization will be told.
   *[other] { $shown } organizations will be told.
  }
follow-unreachable = { $n ->
    [one] { $shown } of them has no address in the register: tell them yourself.
   *[other] { $shown } of them have no address in the register: tell them yourself.
  }
follow-done = { $n ->
    [one] { $shown } case is done already: nothing changes there.
   *[other] { $shown } cases are done already: nothing changes there.
  }
follow-new-address = Answers will go to { $address }.
follow-do = { $n ->
    [one] Apply to { $shown } case
   *[other] Apply to { $shown } cases
  }
follow-past = { $day } has passed: the obligations will be overdue at once.
follow-day-off = { $day } is a day off ({ $why }).
follow-bad-date = Give at least one new date, or an address.
follow-too-many = Too many cases for one step. The limit is { $limit }; apply it by territory.
follow-letters = Letters of this campaign
follow-letter-extension = extension
follow-letter-reminder = reminder
follow-letter-correction = correction
follow-letter-cancellation = withdrawal
done-followed = The letter joined the campaign; the changes are applied.
done-unchanged = Nothing is left to change: look again at what is shown below.

# A ministry's letter that a municipality carries to its schools.
cascade-carry = Carry it to your organizations
cascade-carry-what = Vekha takes the text and the obligations of this letter and gives your organizations days before yours. Check them, put in the number and date of your letter, and issue it: until then nobody receives anything.
cascade-days = Working days before your own date
cascade-do = Prepare your letter
cascade-below = How municipalities carried the letter to organizations
cascade-letter = Letter
cascade-left = { $n ->
    [one] { $shown } municipality has not carried it yet.
   *[other] { $shown } municipalities have not carried it yet.
  }
cascade-above = Carries this letter to organizations:
cascade-issuing = going out
cascade-cancelled = cancelled
draft-lack-late = Obligation { $n }: the date must not be after { $day }, by which the municipality itself answers
done-carried = The draft is ready, with days before yours. Check them and put in the letter’s number.
