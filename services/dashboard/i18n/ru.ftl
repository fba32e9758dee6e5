# Русский: основной язык экранов. Ключи те же, что в en.ftl (проверяет тест).

product = Веха
skip-to-content = К содержанию
nav-label = Разделы
nav-my-day = Мой день
nav-campaigns = Кампании
nav-escalations = Эскалации
nav-review = На проверке
nav-unsorted = Неразобранное
nav-organizations = Организации
nav-dead-letters = Отложенные события
logout = Выйти
look = Вид
look-theme = Цвета
look-text = Размер текста
look-language = Язык
look-apply = Применить
theme-auto = Как в системе
theme-light = Светлые
theme-dark = Тёмные
theme-contrast = Контрастные
text-normal = Обычный
text-large = Крупный
text-huge = Очень крупный
next-page = Следующие 50 →
search = Найти
search-organization = Организация: название, ИНН или код
reset-filter = Сбросить поиск
back = Назад
retry = Повторить
of = из
in-all = всего
since = с
as-of = Данные на
stream-lost = Нет связи с сервером: показаны последние полученные данные. Соединение восстанавливается само.

login-title = Вход
login-what = Для сотрудников министерства и муниципальных органов. Школам вход не нужен: у них есть ссылка в письме.
login-name = Имя для входа
login-password = Пароль
login-enter = Войти
login-failed = Имя или пароль не подошли. После нескольких неудач вход приостанавливается на несколько минут.

light-open = Ожидается
light-submitted = На проверке
light-claimed = Заявлено освобождение
light-returned = На доработке
light-accepted = Принято
light-exempt = Освобождено
light-closed = Снято
light-soon = Срок близко
light-late = Просрочено
light-late-days = { $n ->
    [0] Срок истёк
   *[other] Просрочено { $shown } раб. дн.
  }
light-soon-days = { $n ->
    [0] Срок сегодня
   *[other] Осталось { $shown } раб. дн.
  }

n-organizations = { $n ->
    [one] { $shown } организация
    [few] { $shown } организации
   *[many] { $shown } организаций
  }
affects-organizations = { $n ->
    [one] Затронет { $shown } организацию
    [few] Затронет { $shown } организации
   *[many] Затронет { $shown } организаций
  }
affects-cases = { $n ->
    [one] Будет остановлено { $shown } дело.
    [few] Будут остановлены { $shown } дела.
   *[many] Будет остановлено { $shown } дел.
  }
and-more = и ещё { $shown }
attempts = { $n ->
    [one] { $shown } попытка
    [few] { $shown } попытки
   *[many] { $shown } попыток
  }

col-due = Срок
col-obligation = Поручение
col-waiting = Не сдали
col-state = Состояние
col-authority = Территория
col-late = Просрочено
col-done = Готово
col-organization = Организация
col-phone = Телефон
col-level = Уровень
col-email = Почта
col-rung = Кто уведомлён
col-reached = Когда
col-when = Когда
col-to = Кому
col-what = О чём
inn = ИНН
ogrn = ОГРН

my-day-deadlines = Ближайшие сроки
my-day-empty = Открытых поручений нет. Как только выйдет письмо, здесь появятся его сроки.
tile-late = Просрочено
tile-soon = Срок сегодня и завтра
tile-review = Ждёт проверки
tile-unsorted = Не разобрано

campaigns-empty = Кампаний ещё нет. Кампания начинается, когда выходит письмо: нажмите «Новое поручение».
status-issuing = Письмо рассылается: дела открываются.
status-cancelled = Отменена: { $reason }
status-stuck = Остановлена, остальные кампании идут: { $reason }
status-ended = Дело завершено
status-case-cancelled = Дело остановлено: { $reason }
status-quarantined = Событие этого дела отложено: { $reason }
circular-line = № { $number } от { $dated }, { $issuer }
no-number = б/н
executor = Исп.:
modality-requested = просьба
modality-recommended = рекомендация
due-day = до { $day } включительно
due-none = без срока
due-many = { $n ->
    [one] { $shown } срок: { $first } — { $last }
    [few] { $shown } срока: { $first } — { $last }
   *[many] { $shown } сроков: { $first } — { $last }
  }
sum-of = из { $total }
sum-done = { $n } из { $total }
sum-next = Ближайший срок
sum-next-none = нет
sum-next-days = через { $shown } раб. дн.
legend-heat-late = есть просроченные
legend-heat-open = срок не прошёл
obligations = Поручения
obligations-empty = Дела ещё не открыты.
burndown = Сколько осталось
burndown-plan = ровный темп
burndown-deadline = срок
burndown-sentence = Не завершено { $remaining } из { $total }; при ровном темпе сегодня осталось бы { $planned }.
heat = Территории
heat-empty = Пока нечего показать.
heat-by-obligation = по поручениям
heat-by-stage = по этапам
heat-caption-obligation = Сколько ещё не сдали и из скольких; ▲ — сколько просрочено. Сверху те, кто отстаёт.
heat-caption-stage = Сколько дел стоит на каждом этапе. Сверху территории, которые отстают.
heat-left-out = { $n ->
    [one] Ещё { $shown } территория не показана: у неё меньше всего отставание.
    [few] Ещё { $shown } территории не показаны: у них меньше всего отставание.
   *[many] Ещё { $shown } территорий не показаны: у них меньше всего отставание.
  }
authority-empty = В этой кампании у территории нет организаций.

escalations-open = Просрочено, напоминание ушло, ответа нет
escalations-empty = Эскалаций нет: ни одна ступень после срока не сработала.
drafts = Проекты писем на подпись
drafts-what = Подписывает и отправляет руководитель: Веха такие письма сама не отправляет.
level-all = Все уровни
level-organization = Организация
level-municipality = Муниципалитет
level-officer = Исполнитель письма
level-head = Руководитель

organizations-empty = Ничего не найдено.
org-level-federal = федеральный орган
org-level-region = региональный орган
org-level-municipality = муниципальный орган
org-level-organization = организация
fact-email = Почта
fact-phone = Телефон
fact-zone = Часовой пояс
fact-kind = Вид
fact-score = Баллы независимой оценки
fact-pupils = Обучающихся
cases = Дела
cases-empty = Ни в одной кампании пока не участвует.

decisions = Ваше решение
decide-stage = { $track }: «{ $stage }»
decide-duty = Отметить исполнение: { $duty }
tracks = Линии дела
why-here = Почему здесь
waits-for = Чего ждёт
what-next = Что дальше
timeline = Что происходило
timeline-empty = Пока ничего.
documents = Документы
documents-empty = Документов нет.
notices = Уведомления
notices-empty = Уведомлений не было.
remark-blocking = не принимается:
remark-minor = замечание:
open-case = открыть дело
extension-line = Перенос с { $from } на { $to }: { $reason }

unsorted-what = Документы, которые не удалось уверенно отнести к организации и поручению. Ничего не выброшено: решает человек.
unsorted-empty = Всё разобрано.
evidence = Что видно из документа
assign-organization = Чей это документ
assign-none = Найдите организацию поиском выше.
assign-duty = К какому поручению
assign-duty-choose = Выберите поручение
assign-apart = Файлы относятся к разным поручениям
assign-apart-same = как выбрано выше
assign-do = Отнести
ignore-why = Почему не документ
ignore-do = Не документ

review-empty = Проверять нечего.
review-since = Ждёт решения с
review-exemption = Заявлено освобождение:
review-accept = Принять
review-return = Вернуть на доработку
review-return-why = Что исправить (увидит организация)
review-grant = Освободить
review-refuse = Отказать
review-refuse-why = Почему отказано (увидит организация)

letter-action = Письмо о ходе исполнения
letter-title = Письмо о ходе исполнения
letter-what = Проект письма на выбранный момент: подпишите его и отправьте сами. Числа считаются по журналу и не изменятся, если составить письмо на тот же момент снова.
letter-as-of = По состоянию на
letter-answer-by = Ответ нужен до (иначе пять рабочих дней)
letter-to = Кому, в дательном падеже
letter-dated = Дата письма
letter-number = Номер письма
letter-again = Составить снова с теми же числами
letter-event = Номер события из раздела «Как считали»
letter-show = Показать
letter-docx = Скачать для Word
letter-pdf = Скачать PDF
letter-circular = Само письмо
letter-bad-date = Напишите дату: день, месяц, год.
letter-bad-event = Номер события – целое число.
letter-future = Этот момент ещё не наступил: письмо рассказывает о том, что уже произошло.
letter-nothing = На этот момент рассказывать не о чем: письмо ещё не вышло, ничего не требует или отменено. Выберите другой момент.

extend-action = Перенести срок
extend-title = Перенос срока
extend-for = Кому
extend-everybody = Всем: { $n }
extend-due = Новый срок, включительно
extend-why = Основание
extend-preview = Посмотреть, кого затронет
extend-do = { $n ->
    [one] Перенести срок { $shown } организации
   *[other] Перенести срок { $shown } организациям
  }
extend-day-off = { $day } — нерабочий день ({ $why }).
extend-past = Этот день уже прошёл: поручения сразу станут просроченными.
extend-too-many = Слишком много дел за один шаг: { $n }. Предел — { $limit }; перенесите по территориям.
extend-bad-date = Напишите дату: день, месяц, год.
extend-no-reason = Укажите основание переноса.
extend-nobody = Отметьте, кому переносится срок.

cancel-action = Отменить
cancel-title = Отмена кампании
cancel-what = Организации получат уведомление об отмене. Отмену нельзя отменить: понадобится новое письмо.
cancel-why = Основание
cancel-do = Отменить кампанию
cancel-no-reason = Укажите основание отмены.

dead-letters-what = События, которые не удалось применить после нескольких попыток. Остальные дела идут своим чередом.
dead-letters-empty = Отложенных событий нет.

channel-link = по ссылке организации
channel-api = через API
channel-mail = по почте
channel-person = внёс сотрудник
trust-unproven = отправитель не подтверждён
trust-token_only = домен отправителя не подтверждён
paper-other = Присланное
place-file = файл { $file }
place-table = таблица { $table }
place-row = строка { $row }
place-column = столбец «{ $column }»
size-kb = { $n } КБ
size-mb = { $n } МБ

notice-planned = запланировано
notice-sending = отправляется
notice-sent = отправлено
notice-suppressed = не отправлено: { $reason }
notice-failed = не доставлено: { $reason }
notice-draft = проект на подпись
notice-class-circular = поручение
notice-class-receipt = квитанция
notice-class-verdict = решение по документу
notice-class-reminder = напоминание
notice-class-escalation = эскалация
notice-class-change = изменение
days-of = { $n ->
    [one] календарный день
    [few] календарных дня
   *[many] календарных дней
  }
rung-working = { $days } раб. дн.
rung-calendar = { $days } дн.

fact-case-started = Дело открыто
fact-stage-entered = { $track }: этап «{ $stage }»
fact-duty-opened = Открыто поручение «{ $duty }»
fact-duty-opened-due = Открыто поручение «{ $duty }», { $due }
fact-document-filed = Получен документ по поручению «{ $duty }»
fact-document-filed-missing = Получен документ по поручению «{ $duty }»; не хватает: { $missing }
fact-duty-submitted = «{ $duty }»: на проверке. { $why }
fact-duty-returned = «{ $duty }»: возвращено. { $reason }
fact-duty-accepted = «{ $duty }»: принято. { $why }
fact-exemption-claimed = «{ $duty }»: заявлено освобождение — { $reason }
fact-exemption-refused = «{ $duty }»: в освобождении отказано. { $reason }
fact-duty-exempted = «{ $duty }»: освобождено — { $reason }
fact-duty-extended = «{ $duty }»: срок перенесён, теперь { $due }. { $why }
fact-duty-reminded = «{ $duty }»: отправлено напоминание, { $reason }.
fact-address-corrected = Ответы теперь направляют на { $address }: { $reason }.
fact-duty-closed = «{ $duty }»: снято. { $why }
fact-document-kept = Документ пришёл раньше этапа и ждёт его
fact-kept-document-applied = Ранее пришедший документ учтён
fact-document-noted = Документ без последствий: { $why }
fact-measure-taken = { $name }: { $value }
fact-measure-taken-of = { $name }: { $value } из { $needed }
fact-acknowledged = Письмо прочитано, взято в работу
fact-deadline-passed = «{ $duty }»: срок прошёл
fact-decision-taken = Решение: { $name }
fact-case-ended = Дело завершено
fact-case-cancelled = Дело остановлено: { $reason }
fact-rung-reached = «{ $duty }»: ступень { $rung }

done = Сделано.
done-pending = Записано и применяется: обновите страницу через минуту.
done-accepted = Документ принят.
done-returned = Документ возвращён на доработку.
done-granted = Освобождение согласовано.
done-refused = В освобождении отказано.
done-assigned = Документ отнесён.
done-ignored = Отмечено: не документ.
done-extended = Срок перенесён.
done-cancelled = Кампания отменена.
done-retried = Событие отправлено на повтор.
done-decided = Решение записано.

trouble-404 = Такой страницы нет
trouble-404-advice = Возможно, ссылка устарела или это вне вашей территории.
trouble-403 = Действие не выполнено
trouble-403-advice = Форма открыта слишком давно или с другого сайта. Вернитесь на страницу, обновите её и повторите.
trouble-400 = Форма заполнена не полностью
trouble-400-advice = Вернитесь на страницу и проверьте поля.
trouble-500 = Не удалось показать страницу
trouble-500-advice = Ничего не потеряно. Повторите через минуту; если не поможет, сообщите администратору время ошибки.

# Записи программы о самой себе: так они и хранятся.
recorded-complete = комплект полный, замечаний нет, отправитель подтверждён
recorded-by-rule = по правилам кампании документ проверяет сотрудник
recorded-no-dkim = домен отправителя не подтверждён подписью DKIM
recorded-unproven = отправитель не подтверждён
recorded-no-ground = пришло обоснование без указания причины освобождения
recorded-accepted-without = принял сотрудник без недостающего:{" "}
recorded-accepted = принял сотрудник
recorded-decided = решение принял сотрудник
recorded-acknowledged = адресат подтвердил ознакомление
recorded-condition = условие выполнено:{" "}
recorded-cancelled-why = кампания отменена:{" "}
recorded-cancelled = кампания отменена
recorded-done = поручение уже исполнено
recorded-exempt = организация освобождена от этого поручения
recorded-nobody = ни одно поручение не требует:{" "}
recorded-in-review = на проверке остаётся прежний комплект; замечания:{" "}
recorded-attach = к заявлению нужно приложить:{" "}
recorded-moved = дело перешло на этап{" "}
recorded-closed = поручение снято
recorded-extended = срок перенесён
recorded-no-climb = рекомендация: о ней не докладывают
recorded-advice-over = рекомендация: её срок прошёл
recorded-submitted = уже на проверке
recorded-claimed = заявлено освобождение
recorded-already = уже принято
recorded-freed = освобождено
recorded-nothing = сообщать нечего
recorded-joined = объединено со сводкой за{" "}
recorded-no-address = у получателя нет действующего адреса электронной почты
recorded-server-refused = почтовый сервер отказал:{" "}
recorded-sender-unknown = Адрес отправителя не найден в реестре
public-holiday = праздничный день
fact-case-stopped = Дело остановлено: { $why }
