
# Новое поручение: от письма до выпуска.
draft-new = Новое поручение
draft-drop = Перетащите сюда файл письма или нажмите и выберите его
draft-drop-formats = Word (docx), ODT, RTF, PDF с текстом или простой текст, до 25 МБ
draft-read-do = Прочитать письмо
draft-read-what = Веха прочитает письмо и покажет, что в нём поручено, кому и к какому сроку. Никому ничего не отправится, пока вы не нажмёте «Выпустить».
draft-unfinished = Начатые и не выпущенные
draft-unfinished-none = Начатых писем нет.
draft-trouble-nothing = Файл не выбран.
draft-trouble-unreadable = Файл не удалось прочитать. Откройте его и сохраните как docx или PDF с текстом.
draft-trouble-scan = В файле нет текста: это скан. Распознайте его или возьмите исходный файл письма.
draft-steps = Шаги
draft-step-letter = Письмо и поручения
draft-step-recipients = Кому
draft-step-launch = Календарь и выпуск
draft-next-recipients = Дальше: кому
draft-next-launch = Дальше: календарь и выпуск
draft-drop-draft = Не выпускать, убрать черновик
draft-earlier-letter = № { $number } от { $dated }
draft-letter = Письмо
draft-mark-begins = Начало слов поручения { $n }
draft-mark-ends = конец слов поручения { $n }
draft-questions = { $n ->
    [0] Вопросы: на все есть ответ
    [one] { $shown } вопрос к вам
    [few] { $shown } вопроса к вам
   *[many] { $shown } вопросов к вам
  }
draft-questions-what = В письме это не сказано или сказано неясно. Веха не угадывает: решите вы.
draft-question-settle = Учтено
draft-question-settled = решено
draft-question-goto = Указать
draft-requisites = О письме
draft-fix = Исправить
draft-save = Сохранить
draft-nothing = нет
draft-by-hand = изменено вручную
draft-in-letter = в письме: { $read }
draft-requisite-number = Номер
draft-requisite-dated = Дата письма
draft-requisite-subject = О чём
draft-requisite-issuer = Кто отправляет
draft-requisite-signer = Кто подписал
draft-requisite-executor = Исполнитель
draft-requisite-phone = Телефон исполнителя
draft-requisite-reply_to = Почта для ответов
draft-items = Что поручено
draft-items-none = Поручений в письме не нашлось. Если они есть, добавьте их ниже; иначе письмо уйдёт для ознакомления.
draft-item = Поручение { $n }
draft-item-added = добавлено вручную
draft-item-dropped = Поручение { $n } убрано
draft-item-drop = Убрать поручение
draft-item-restore = Вернуть, как в письме
draft-item-add = Добавить поручение
draft-item-show = показать в письме
draft-item-rules = Как прочитано: { $rules }
draft-what = Что сделать
draft-who = Кто делает, если в письме назван
draft-fact-who = Кто
draft-fact-send = Что прислать
draft-fact-formats = В каком виде
draft-fact-where = Куда
draft-fact-modality = Обязательно?
draft-fact-text = Текст
draft-binds = Кого касается
draft-binds-addressee = тот, кому письмо
draft-binds-authority = сам муниципальный орган
draft-binds-other = кто-то другой, только следить
draft-kind-plan = план по устранению недостатков
draft-kind-report = отчёт: заполненный план
draft-kind-information = письмо со сведениями
draft-kind-link = ссылка на размещённое
draft-kind-order = приказ
draft-kind-approved = утверждённый документ
draft-kind-explanation = пояснение, почему не требуется
draft-kind-any = любое подтверждение
draft-modality-required = обязательно
draft-modality-requested = просьба
draft-modality-recommended = рекомендация: напомним один раз, спрашивать не будем
draft-when-on = до указанного дня
draft-when-after = через столько-то после получения письма
draft-when-every = регулярно
draft-when-none = без срока
draft-day = Последний день, включительно
draft-amount = Сколько
draft-unit = Чего
draft-unit-working = рабочих дней
draft-unit-days = календарных дней
draft-unit-weeks = недель
draft-unit-months = месяцев
draft-rule = Как часто
draft-until = До какого дня, если известно
draft-time = Час, если назван
draft-opens-from = Не раньше какого дня
draft-opens = не раньше { $day }
draft-emails = На какую почту
draft-sites = На каком сайте
draft-format-word = Word
draft-format-pdf = PDF
draft-format-xlsx = Excel
draft-format-letter = сопроводительное письмо
draft-after-working = { $n ->
    [one] через { $shown } рабочий день после получения
    [few] через { $shown } рабочих дня после получения
   *[many] через { $shown } рабочих дней после получения
  }
draft-after-days = { $n ->
    [one] через { $shown } день после получения
    [few] через { $shown } дня после получения
   *[many] через { $shown } дней после получения
  }
draft-after-weeks = { $n ->
    [one] через { $shown } неделю после получения
    [few] через { $shown } недели после получения
   *[many] через { $shown } недель после получения
  }
draft-after-months = { $n ->
    [one] через { $shown } месяц после получения
    [few] через { $shown } месяца после получения
   *[many] через { $shown } месяцев после получения
  }
draft-daily = каждый день
draft-weekly = каждую неделю
draft-monthly = каждый месяц
draft-quarterly = каждый квартал
draft-yearly = каждый год
draft-on-day = { $day } числа
draft-by-rule = по правилу { $rule }
draft-past = этот день уже прошёл
draft-day-off = нерабочий день: { $why }
draft-workflow = Как пойдёт работа
draft-workflow-offer = Подходит готовая кампания «{ $title }»
draft-workflow-because = В письме есть всё, из чего она состоит: { $because }. В ней уже есть проверки документов и порядок освобождения.
draft-because = поручение { $n } — до { $day }
draft-left-out = Отдельно за сроком этих поручений она не следит: { $numbers }.
draft-workflow-shipped = Взять готовую кампанию
draft-workflow-built = Собрать из поручений этого письма
draft-workflow-only-built = Веха соберёт кампанию из поручений этого письма: по каждому ждём документ, проверяем, напоминаем.
draft-workflow-edits = Правки поручений, кроме сроков, действуют только в кампании, собранной из письма.
draft-parameter-read = из письма
draft-level = Кто отвечает за исполнение
draft-level-organization = школы и другие организации
draft-level-municipality = муниципальные органы
draft-level-region = министерство региона

draft-to = Кому направить
draft-to-all = Всем
draft-to-places = Выбранным территориям
draft-to-list = По списку ИНН
draft-to-silent = Тем, кто ещё не ответил на другое письмо
draft-places = Территории
draft-kinds = Только этим видам; если ничего не отмечено — всем
draft-inns = ИНН через пробел или с новой строки
draft-inns-file = или файл со списком (xlsx, csv, docx, txt)
draft-silent-campaign = На какое письмо
draft-recipients-save = Показать, кто получит
draft-count-title = Получат
draft-unknown = С таким ИНН никого нет: { $unknown }
draft-sheet-unreadable = Файл со списком не удалось прочитать. Сохраните его как xlsx или вставьте номера в поле.
draft-above = { $n ->
    [one] над ними { $shown } муниципальный орган
    [few] над ними { $shown } муниципальных органа
   *[many] над ними { $shown } муниципальных органов
  }
draft-authorities = { $n ->
    [one] { $shown } муниципальный орган
    [few] { $shown } муниципальных органа
   *[many] { $shown } муниципальных органов
  }
org-kind-school = школы
org-kind-kindergarten = детские сады
org-kind-college = колледжи

draft-launch-lacks = Прежде чем выпустить
draft-lack-question = Ответьте на вопрос: { $why }
draft-lack-parameter = Укажите: { $title }
draft-lack-words = Поручение { $n }: напишите, что сделать
draft-lack-workflow = Поручения не складываются в кампанию: { $why }
draft-lack-nobody = Выберите, кому направить
draft-warnings = Обратите внимание
draft-warn-past = «{ $what }»: срок { $day } уже прошёл, поручение сразу станет просроченным.
draft-warn-off = «{ $what }»: срок { $day } — нерабочий день ({ $why }). Срок останется таким, как в письме.
draft-warn-cut = Кампания без последнего дня: показано не всё.
draft-conflicts = В те же дни у этих организаций другие сроки
draft-conflict-n = Организаций
draft-outlook = Чего ждать
draft-outlook-what = Расчёт на { $recipients }: сколько документов будет принято, если отвечать будут так, как указано. Это прогноз, а не обещание.
draft-profile = Как отвечают
draft-profile-usual = как обычно: чуть больше половины вовремя
draft-profile-good = хорошо: четверо из пяти вовремя
draft-profile-bad = плохо: вовремя каждый третий
draft-profile-earlier = как эти же организации раньше
draft-rests-on-past = Взято из прежних кампаний этих организаций: { $n } ответов, вовремя { $in_time } %, с опозданием { $late } %. По своим ответам посчитано муниципалитетов: { $own }, остальные — по общим.
draft-rests-on-profile = Ответов этих организаций в прежних кампаниях мало или взят выбранный вами вариант: доли даны заранее, а не измерены.
draft-profile-do = Пересчитать
draft-in-time = Примем к сроку
draft-later = Позже
draft-never = Не ответят
draft-calendar = Что и когда будет отправлено
draft-calendar-what = Столько писем уйдёт, если не ответит никто. Кто ответил, напоминаний не получает. Письма уходят в рабочие дни и часы получателя; серым отмечены нерабочие дни.
draft-calendar-label = Сколько писем уйдёт по дням, если никто не ответит; то же в таблице ниже
draft-calendar-table = То же таблицей
draft-calendar-none = Пока нечего показать: не хватает срока или получателей.
draft-most = { $n ->
    [one] Больше всего за день: { $shown } письмо
    [few] Больше всего за день: { $shown } письма
   *[many] Больше всего за день: { $shown } писем
  }
draft-mail-organization = организациям
draft-mail-municipality = муниципальным органам
draft-mail-ministry = исполнителю и руководителю
draft-mail-circular = письмо
draft-mail-answer = ответы на документы
draft-mail-change = изменения
draft-mail-reminder = напоминание
draft-mail-escalation = сообщение о просрочке
draft-mail-draft = проект письма на подпись
draft-col-day = День
draft-col-what = Что
draft-issue-title = Выпуск
draft-issue-what = «{ $title }» получат { $recipients }. Отозвать выпущенное письмо можно только новым письмом.
draft-issue-at = Когда выпустить; пусто — сейчас
draft-issue-do = Выпустить
draft-signature-needed = Нужна подпись второго сотрудника: того, кто не правил черновик последним.
draft-signature-given = Подписано вторым сотрудником.
draft-signature-do = Проверено, можно выпускать
done-issued = Письмо выпущено: дела открываются.
done-scheduled = Письмо поставлено в календарь и выйдет в назначенное время.
done-saved = Сохранено.
done-signed = Подписано.
done-dropped = Черновик убран.
done-stale = Черновик тем временем изменил кто-то другой. Вот как он выглядит теперь; повторите правку.
