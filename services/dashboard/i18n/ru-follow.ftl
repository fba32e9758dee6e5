
# Письмо, которое продолжает идущую кампанию.
follow-offer = Это продолжение кампании
follow-because-named = Письмо называет письмо { $letter }, по нему идёт кампания:
follow-because-extension = Письмо называет письмо { $letter } и переносит срок по нему. Кампания:
follow-because-reminder = Письмо напоминает о письме { $letter }. Кампания:
follow-because-correction = Письмо исправляет письмо { $letter }. Кампания:
follow-because-cancellation = Письмо отзывает письмо { $letter }. Кампания:
follow-how = Выпускать его отдельно не нужно: Веха сначала покажет, у скольких дел какие сроки изменятся и кому об этом напишут.
follow-open = Присоединить к этой кампании
follow-title = Продолжение кампании
follow-back = К письму
follow-joins = Что делает это письмо
follow-joins-extension = переносит срок
follow-joins-reminder = напоминает тем, кто не ответил
follow-joins-correction = исправляет дату или адрес для ответов
follow-joins-cancellation = отзывает письмо, кампания прекращается
follow-dates = Новые сроки
follow-dates-what = Последний день, включительно. Оставьте пустым, если срок не меняется.
follow-date-now = сейчас: { $dates }
follow-address = Новый адрес для ответов
follow-correction-limits = Исправление меняет даты и адрес. Другие слова и форматы поручения закреплены за идущими делами: для них выпустите отдельное письмо.
follow-places = Кому
follow-everybody = Всем, кого касается кампания
follow-reason = Основание: так его прочтут организации
follow-show = Показать, что изменится
follow-difference = Что изменится
follow-cases = { $n ->
    [0] Ничего не изменится
    [one] Изменится { $shown } дело
    [few] Изменятся { $shown } дела
   *[many] Изменится { $shown } дел
  }
follow-nothing = Ни у кого нет того, о чём письмо: всё исполнено, или сроки уже такие.
follow-before = Было
follow-after = Станет
follow-who = У кого
follow-n = Поручений
follow-row-reminded = напоминание
follow-row-closed = снимается
follow-everywhere = у всех
follow-and-more = { $names } и ещё { $n }
follow-told = { $n ->
    [0] Писать никому не нужно.
    [one] Напишем { $shown } организации.
   *[many] Напишем { $shown } организациям.
  }
follow-unreachable = { $n ->
    [one] У { $shown } из них нет адреса в реестре: сообщите ей сами.
   *[many] У { $shown } из них нет адреса в реестре: сообщите им сами.
  }
follow-done = { $n ->
    [one] { $shown } дело уже исполнено: там ничего не изменится.
    [few] { $shown } дела уже исполнены: там ничего не изменится.
   *[many] { $shown } дел уже исполнено: там ничего не изменится.
  }
follow-new-address = Ответы будут направлять на { $address }.
follow-do = { $n ->
    [one] Применить к { $shown } делу
   *[many] Применить к { $shown } делам
  }
follow-past = { $day } уже прошёл: поручения сразу станут просроченными.
follow-day-off = { $day } — нерабочий день ({ $why }).
follow-bad-date = Укажите хотя бы одну новую дату или адрес.
follow-too-many = Слишком много дел за один шаг. Предел — { $limit }; примените по территориям.
follow-letters = Письма этой кампании
follow-letter-extension = перенос срока
follow-letter-reminder = напоминание
follow-letter-correction = исправление
follow-letter-cancellation = отзыв
done-followed = Письмо присоединено к кампании, изменения применены.
done-unchanged = Изменять уже нечего: посмотрите ещё раз, что показано ниже.

# Письмо министерства, которое муниципалитет доводит до своих школ.
cascade-carry = Довести до своих организаций
cascade-carry-what = Веха возьмёт текст и поручения этого письма и поставит вашим организациям сроки раньше вашего. Проверьте, поставьте номер и дату своего письма и выпустите: до этого никто ничего не получит.
cascade-days = На сколько рабочих дней раньше вашего срока
cascade-do = Подготовить своё письмо
cascade-below = Как муниципалитеты довели письмо до организаций
cascade-letter = Письмо
cascade-left = { $n ->
    [one] Ещё { $shown } муниципалитет не довёл.
    [few] Ещё { $shown } муниципалитета не довели.
   *[many] Ещё { $shown } муниципалитетов не довели.
  }
cascade-above = Доводит до организаций письмо:
cascade-issuing = выпускается
cascade-cancelled = отменено
draft-lack-late = Поручение { $n }: срок должен быть не позже { $day } — к этому дню отвечает сам муниципалитет
done-carried = Черновик готов: сроки стоят раньше вашего. Проверьте их и поставьте номер письма.
