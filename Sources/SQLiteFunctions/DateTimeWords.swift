/// The words that Postgres knows in dates and times.
enum DateTimeWord: Hashable {
    case month(Int)
    case weekday
    case morning, afternoon
    case christianEra, beforeChristianEra
    case infinity, minusInfinity, epoch
    /// Midnight in UTC.
    case allballs
    /// An hour more than the zone before it says.
    case daylightSaving
    /// The next token is a time: the `T` of ISO 8601.
    case timeFollows
    /// The next number is of this kind.
    case unit(DateTimeUnit)
    case ignored
    /// A zone's abbreviation: seconds east of Greenwich.
    case zone(Int, daylight: Bool)

    /// - Parameter word: in lower case.
    init?(_ word: Bytes) {
        guard let key = Self.key(word), let found = Self.words[key] else { return nil }
        self = found
    }

    /// Zone abbreviations come first, as in Postgres.
    static func zoneOrWord(_ word: Bytes) -> DateTimeWord? {
        guard let key = key(word) else { return nil }
        return ZoneAbbreviations.all[key] ?? words[key]
    }

    /// A word of up to ten letters and signs as one number: cheaper to look up than text. Longer ones are not known.
    static func key(_ word: Bytes) -> UInt64? {
        guard word.count <= 10, !word.isEmpty else { return nil }
        var key: UInt64 = 0
        for byte in word {
            switch byte {
            case UInt8(ascii: "-"): key = key << 5 | 27
            case UInt8(ascii: "+"): key = key << 5 | 28
            default:
                guard byte.isLetter else { return nil }
                key = key << 5 | UInt64(byte & 0x1F)
            }
        }
        return key
    }

    static func key(_ word: StaticString) -> UInt64 {
        key(Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount))!
    }

    private static let words: [UInt64: DateTimeWord] = {
        var words: [UInt64: DateTimeWord] = [:]
        let months: [[StaticString]] = [
            ["jan", "january"], ["feb", "february"], ["mar", "march"], ["apr", "april"], ["may"], ["jun", "june"],
            ["jul", "july"], ["aug", "august"], ["sep", "sept", "september"], ["oct", "october"], ["nov", "november"],
            ["dec", "december"],
        ]
        for (index, names) in months.enumerated() {
            for name in names { words[key(name)] = .month(index + 1) }
        }
        let weekdays: [StaticString] = [
            "sun", "sunday", "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur",
            "thurs",
            "thursday", "fri", "friday", "sat", "saturday",
        ]
        for name in weekdays { words[key(name)] = .weekday }
        let units: [(StaticString, DateTimeUnit)] = [
            ("y", .year), ("m", .month), ("d", .day), ("h", .hour), ("mm", .minute), ("s", .second), ("j", .julianDay),
            ("jd", .julianDay), ("julian", .julianDay), ("dow", .useless), ("doy", .useless), ("isodow", .useless),
            ("isoyear", .useless),
        ]
        for (name, unit) in units { words[key(name)] = .unit(unit) }
        let others: [(StaticString, DateTimeWord)] = [
            ("am", .morning), ("pm", .afternoon), ("ad", .christianEra), ("bc", .beforeChristianEra),
            ("infinity", .infinity), ("-infinity", .minusInfinity), ("epoch", .epoch), ("allballs", .allballs),
            ("dst", .daylightSaving), ("t", .timeFollows), ("at", .ignored), ("on", .ignored),
        ]
        for (name, word) in others { words[key(name)] = word }
        return words
    }()
}

/// What a number stands for after a word that says so, as in `y2001m02d04` and `J2459220`.
enum DateTimeUnit: Hashable {
    case year, month, day, hour, minute, second, julianDay
    /// A time run together, after `T`.
    case time
    /// Known to Postgres, but not before a number.
    case useless
}
