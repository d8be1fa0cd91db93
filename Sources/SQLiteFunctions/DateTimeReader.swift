/// Understands the tokens of a timestamp, date or time the way Postgres does, from left to right.
struct DateTimeReader {
    /// What a text stands for beside ordinary dates.
    enum Special { case infinity, minusInfinity, epoch }
    private enum Meridiem { case morning, afternoon }

    private let tokens: [DateTimeToken]
    /// For the types that hold a time of day and no date: a date is only read past, and only where it cannot be
    /// mistaken.
    private let timeOnly: Bool
    private(set) var fields = DateTimeFields()
    private(set) var special: Special?
    private var meridiem: Meridiem?
    private var beforeChrist = false
    private var hasMonthName = false
    /// What the next number stands for.
    private var expected: DateTimeUnit?
    private var zone: NamedZone?

    init(_ tokens: [DateTimeToken], timeOnly: Bool) {
        self.tokens = tokens
        self.timeOnly = timeOnly
    }

    mutating func read() throws(DateTimeError) {
        for index in tokens.indices {
            let text = tokens[index].text
            switch tokens[index].kind {
            case .date: try readDateToken(text, at: index)
            case .time:
                if !timeOnly {
                    guard expected == nil || expected == .time else { throw .syntax }
                    expected = nil
                }
                try fields.readTime(text)
                if !timeOnly, fields.isTimeOutOfRange { throw .fieldOutOfRange }
                try fields.add(.time)
            case .offset:
                fields.zoneSeconds = try DateTimeFields.offset(text)
                try fields.add(.zone)
            case .number:
                try fields.add(expected == nil ? try readNumber(text, at: index) : try readExpected(text))
            case .word: try readWord(text, at: index)
            }
        }
        try settle()
    }

    private var hasMonthAndDay: Bool { fields.known.isSuperset(of: [.month, .day]) }

    private mutating func readDateToken(_ text: Bytes, at index: Int) throws(DateTimeError) {
        if timeOnly {
            let isDate = index == 0 && tokens.count >= 2 && (tokens.last?.kind == .date || tokens[1].kind == .time)
            if isDate { return try fields.readDate(text) }
        } else if expected == .julianDay {
            // Days since 4714 BC with a zone: `J2459220-05`.
            let (days, end) = try DateTimeFields.leadingNumber(text)
            try readJulianDay(days)
            fields.zoneSeconds = try offset(text, from: end)
            expected = nil
            return try fields.add([.date, .time, .zone])
        } else if expected == nil, !hasMonthAndDay {
            return try fields.readDate(text)
        }

        if text[0].isDigit || (expected != nil && !timeOnly) {
            // A time run together with its zone: `101112-05`.
            if !timeOnly {
                guard expected == nil || expected == .time else { throw .syntax }
                expected = nil
            }
            guard !fields.known.isSuperset(of: .time), let sign = text.firstIndex(of: UInt8(ascii: "-")) else {
                throw .syntax
            }
            fields.zoneSeconds = try offset(text, from: sign)
            try fields.add(try fields.readRunTogether(text.part(0..<sign), dateIsDone: timeOnly).union(.zone))
        } else {
            guard let named = NamedZone(text) else { throw .unknownZone([UInt8](text)) }
            zone = named
            try fields.add(.zone)
        }
    }

    private func offset(_ text: Bytes, from start: Int) throws(DateTimeError) -> Int {
        guard start < text.count else { throw .syntax }
        return try DateTimeFields.offset(text.part(start..<text.count))
    }

    private mutating func readNumber(_ text: Bytes, at index: Int) throws(DateTimeError) -> DateTimeFields.Parts {
        let point = text.firstIndex(of: UInt8(ascii: "."))
        if timeOnly {
            guard let point else {
                return text.count > 4
                    ? try fields.readRunTogether(text, dateIsDone: true)
                    : try fields.readNumber(text, monthIsNamed: false, dateIsDone: true)
            }
            if index == 0, tokens.count >= 2, tokens.last?.kind == .date { return try readDate(text) }
            guard point > 2 else { throw .syntax }
            return try fields.readRunTogether(text, dateIsDone: true)
        }
        let noDate = fields.known.isDisjoint(with: .date)
        if point != nil, noDate { return try readDate(text) }
        let isLong = text.count >= 6 && (noDate || fields.known.isDisjoint(with: .time))
        let runTogether = isLong || (point ?? 0) > 2
        return runTogether
            ? try fields.readRunTogether(text) : try fields.readNumber(text, monthIsNamed: hasMonthName)
    }

    /// - Returns: nothing, because reading a date notes its parts already.
    private mutating func readDate(_ text: Bytes) throws(DateTimeError) -> DateTimeFields.Parts {
        try fields.readDate(text)
        return []
    }

    private mutating func readJulianDay(_ days: Int) throws(DateTimeError) {
        guard days >= 0 else { throw .fieldOutOfRange }
        fields.date = CalendarDate(julianDay: days)
        fields.isJulian = true
    }

    /// A number after a word that says what it is.
    private mutating func readExpected(_ text: Bytes) throws(DateTimeError) -> DateTimeFields.Parts {
        guard let unit = expected else { throw .syntax }
        expected = nil
        special = nil
        let (value, end) = try DateTimeFields.leadingNumber(text)
        let fraction = text.part(end..<text.count)
        if !fraction.isEmpty {
            guard fraction[0] == UInt8(ascii: "."), unit == .julianDay || unit == .time || unit == .second else {
                throw .syntax
            }
        }
        switch unit {
        case .year:
            fields.date.year = value
            return .year
        case .month:
            // `h04m05`: after an hour, minutes.
            if fields.known.isSuperset(of: [.month, .hour]) {
                fields.minute = value
                return .minute
            }
            fields.date.month = value
            return .month
        case .day:
            fields.date.day = value
            return .day
        case .hour:
            fields.hour = value
            return .hour
        case .minute:
            fields.minute = value
            return .minute
        case .second:
            fields.second = value
            guard !fraction.isEmpty else { return .second }
            fields.microsecond = try DateTimeFields.microseconds(fraction)
            return [.second, .fraction]
        case .julianDay:
            try readJulianDay(value)
            guard !fraction.isEmpty else { return .date }
            let part = Double("0" + String(decoding: fraction, as: UTF8.self) + "0") ?? 0
            let time = Int(part * Double(TimeOfDay.microsecondsPerDay))
            fields.hour = time / 3_600_000_000
            fields.minute = time / 60_000_000 % 60
            fields.second = time / 1_000_000 % 60
            fields.microsecond = time % 1_000_000
            return [.date, .time]
        case .time:
            let parts = try fields.readRunTogether(text, dateIsDone: true)
            guard parts == .time else { throw .syntax }
            return parts
        case .useless: throw .syntax
        }
    }

    private mutating func readWord(_ text: Bytes, at index: Int) throws(DateTimeError) {
        guard let word = DateTimeWord.zoneOrWord(text) else {
            guard let named = NamedZone(text) else { throw .syntax }
            zone = named
            return try fields.add(.zone)
        }
        switch word {
        case .ignored: break
        case .zone(let seconds, let daylight):
            fields.zoneSeconds = seconds
            try fields.add(daylight ? [.zone, .daylightZone] : .zone)
        case .daylightSaving:
            fields.zoneSeconds += 3600
            try fields.add([.daylightSaving, .daylightZone])
        case .allballs:
            (fields.hour, fields.minute, fields.second, fields.zoneSeconds) = (0, 0, 0, 0)
            special = nil
            try fields.add([.time, .zone])
        case .morning, .afternoon:
            meridiem = word == .morning ? .morning : .afternoon
            try fields.add(.meridiem)
        case .christianEra, .beforeChristianEra:
            beforeChrist = word == .beforeChristianEra
            try fields.add(.era)
        case .unit(let unit): expected = unit
        case .timeFollows:
            guard timeOnly || fields.known.isSuperset(of: .date), index + 1 < tokens.count,
                [.number, .time, .date].contains(tokens[index + 1].kind)
            else { throw .syntax }
            expected = .time
        case .infinity, .minusInfinity, .epoch, .month, .weekday:
            guard !timeOnly else { throw .syntax }
            try readDateWord(word)
        }
    }

    private mutating func readDateWord(_ word: DateTimeWord) throws(DateTimeError) {
        switch word {
        case .month(let month):
            var part = DateTimeFields.Parts.month
            if fields.known.contains(.month), !hasMonthName, !fields.known.contains(.day),
                (1...31).contains(fields.date.month)
            {
                // The number taken for a month was the day: `5 Jan 2021`.
                fields.date.day = fields.date.month
                part = .day
            }
            hasMonthName = true
            fields.date.month = month
            try fields.add(part)
        case .weekday: try fields.add(.weekday)
        case .infinity, .minusInfinity, .epoch:
            special = word == .infinity ? .infinity : word == .epoch ? .epoch : .minusInfinity
            try fields.add(.special)
        default: throw .syntax
        }
    }

    private mutating func settle() throws(DateTimeError) {
        try fields.settleDate(beforeChrist: beforeChrist)
        if let meridiem {
            guard fields.hour <= 12 else { throw .fieldOutOfRange }
            fields.hour = fields.hour % 12 + (meridiem == .afternoon ? 12 : 0)
        }
        if special != nil { return }
        if timeOnly {
            guard !fields.isTimeOutOfRange else { throw .fieldOutOfRange }
            guard fields.known.isSuperset(of: .time) else { throw .syntax }
        } else {
            guard fields.known.isSuperset(of: .date) else { throw .syntax }
        }
        let daylightSaving = fields.known.contains(.daylightSaving)
        if let zone {
            guard !daylightSaving else { throw .syntax }
            fields.zoneSeconds = zone.seconds
        } else if !fields.known.contains(.zone) {
            guard !daylightSaving else { throw .syntax }
            // Without a zone a time is UTC; beside a time only, a date has to be all there or not at all.
            let date = fields.known.intersection(.date)
            guard date.isEmpty || date == .date else { throw .syntax }
            fields.zoneSeconds = 0
        }
    }
}
