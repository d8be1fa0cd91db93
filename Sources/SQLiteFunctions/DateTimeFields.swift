#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the tokens of a date or time have said so far, and how a number is understood in that light.
struct DateTimeFields {
    /// Each may be said once.
    struct Parts: OptionSet {
        let rawValue: Int
        static let year = Parts(rawValue: 1), month = Parts(rawValue: 2), day = Parts(rawValue: 4)
        static let dayOfYear = Parts(rawValue: 8)
        static let hour = Parts(rawValue: 16), minute = Parts(rawValue: 32)
        static let second = Parts(rawValue: 64), fraction = Parts(rawValue: 128)
        static let zone = Parts(rawValue: 256), daylightZone = Parts(rawValue: 512)
        static let daylightSaving = Parts(rawValue: 1024)
        static let weekday = Parts(rawValue: 2048), meridiem = Parts(rawValue: 4096), era = Parts(rawValue: 8192)
        /// `infinity`, `-infinity` or `epoch`.
        static let special = Parts(rawValue: 16_384)
        static let date: Parts = [.year, .month, .day]
        static let time: Parts = [.hour, .minute, .second, .fraction]
    }

    var known: Parts = []
    var date = CalendarDate(year: 0, month: 0, day: 0)
    var dayOfYear = 0
    var hour = 0, minute = 0, second = 0, microsecond = 0
    /// East of Greenwich.
    var zoneSeconds = 0
    /// A year of one or two digits is meant to be near the year 2000.
    var isShortYear = false
    /// Days since 4714 BC were given, so the year is no one's spelling.
    var isJulian = false

    /// Notes what a token said.
    mutating func add(_ parts: Parts) throws(DateTimeError) {
        guard known.isDisjoint(with: parts) else { throw .syntax }
        known.formUnion(parts)
    }

    /// The number at the start of `text` as C's `strtol` reads an `int`: 0 where there is none.
    static func leadingNumber(
        _ text: Bytes, from start: Int = 0, overflow: DateTimeError = .fieldOutOfRange
    ) throws(DateTimeError) -> (value: Int, end: Int) {
        var index = start
        var negative = false
        if index + 1 < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+"),
            text[index + 1].isDigit
        {
            negative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        var value = 0
        while index < text.count, text[index].isDigit {
            value = value * 10 + text[index].digit
            guard value <= Int(Int32.max) else { throw overflow }
            index += 1
        }
        return (negative ? -value : value, index)
    }

    /// Digits without a limit, as C's `atoi` sees them: the lower 32 bits.
    private static func wrappedNumber(_ digits: Bytes) -> Int {
        var value: Int64 = 0
        for byte in digits {
            let (product, wide) = value.multipliedReportingOverflow(by: 10)
            let (sum, wider) = product.addingReportingOverflow(Int64(byte.digit))
            if wide || wider { return -1 }
            value = sum
        }
        return Int(Int32(truncatingIfNeeded: value))
    }

    /// `.1234567` in microseconds: the nearest, as a double sees it.
    static func microseconds(_ fraction: Bytes) throws(DateTimeError) -> Int {
        guard fraction.dropFirst().allSatisfy(\.isDigit) else { throw .syntax }
        guard fraction.count > 1, let value = Double("0" + String(decoding: fraction, as: UTF8.self)) else { return 0 }
        return Int((value * 1_000_000).rounded(.toNearestOrEven))
    }

    /// `10:11`, `10:11:12.5`; also `10:11.5`, which is minutes and seconds.
    mutating func readTime(_ text: Bytes) throws(DateTimeError) {
        var (first, index) = try Self.leadingNumber(text)
        guard index < text.count, text[index] == UInt8(ascii: ":") else { throw .syntax }
        let second: Int
        (second, index) = try Self.leadingNumber(text, from: index + 1)
        (hour, minute, self.second, microsecond) = (first, second, 0, 0)
        if index < text.count, text[index] == UInt8(ascii: ":") {
            (first, index) = try Self.leadingNumber(text, from: index + 1)
            self.second = first
            if index < text.count { microsecond = try readFraction(text, from: index) }
        } else if index < text.count {
            microsecond = try readFraction(text, from: index)
            (hour, minute, self.second) = (0, hour, minute)
        }
        guard minute < 60, self.second <= 60 else { throw .fieldOutOfRange }
    }

    private func readFraction(_ text: Bytes, from index: Int) throws(DateTimeError) -> Int {
        guard text[index] == UInt8(ascii: ".") else { throw .syntax }
        return try Self.microseconds(text.part(index..<text.count))
    }

    /// Whether the time lies outside 00:00:00 to 24:00:00. A second of 60 is fine before that.
    var isTimeOutOfRange: Bool {
        hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60
            || timeOfDay > TimeOfDay.microsecondsPerDay
    }

    var timeOfDay: Int { ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond }

    /// `+05:30`, `-0400`, `+05`, `+05:30:15`: seconds east of Greenwich.
    static func offset(_ text: Bytes) throws(DateTimeError) -> Int {
        guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") else { throw .syntax }
        // strtol would take a sign of its own here.
        var (hours, index) = try leadingNumber(text, from: 1, overflow: .zoneOutOfRange)
        var minutes = 0
        var seconds = 0
        if index < text.count, text[index] == UInt8(ascii: ":") {
            (minutes, index) = try leadingNumber(text, from: index + 1, overflow: .zoneOutOfRange)
            if index < text.count, text[index] == UInt8(ascii: ":") {
                (seconds, index) = try leadingNumber(text, from: index + 1, overflow: .zoneOutOfRange)
            }
        } else if index == text.count, text.count > 3 {
            (hours, minutes) = (hours / 100, hours % 100)
        }
        guard (0...15).contains(hours), (0...59).contains(minutes), (0...59).contains(seconds) else {
            throw .zoneOutOfRange
        }
        guard index == text.count else { throw .syntax }
        let distance = (hours * 60 + minutes) * 60 + seconds
        return text[0] == UInt8(ascii: "-") ? -distance : distance
    }

    /// `2021-01-23`, `01/23/2021`, `23-Jan-2021`, `2021.023`.
    mutating func readDate(_ text: Bytes) throws(DateTimeError) {
        var numbers: [Bytes] = []
        var hasMonthName = false
        var index = 0
        while index < text.count {
            while index < text.count, !text[index].isDigit, !text[index].isLetter { index += 1 }
            guard index < text.count else { throw .syntax }
            let start = index
            let isWord = text[index].isLetter
            while index < text.count, isWord ? text[index].isLetter : text[index].isDigit { index += 1 }
            if isWord {
                switch DateTimeWord(text.part(start..<index)) {
                case .month(let month):
                    try add(.month)
                    date.month = month
                    hasMonthName = true
                default: throw .syntax
                }
            } else {
                numbers.append(text.part(start..<index))
            }
            // Whatever ends a part is dropped, be it a letter.
            index += 1
        }
        for number in numbers { try add(try readNumber(number, monthIsNamed: hasMonthName)) }
        guard known.subtracting([.dayOfYear, .zone]) == .date else { throw .syntax }
    }

    /// A number that nothing was said about: its place and its length decide, with months before days.
    /// - Parameter dateIsDone: a time is expected, whatever is known.
    mutating func readNumber(
        _ text: Bytes, monthIsNamed: Bool, dateIsDone: Bool = false
    ) throws(DateTimeError) -> Parts {
        let (value, end) = try Self.leadingNumber(text)
        guard end > 0 else { throw .syntax }
        if end < text.count {
            guard text[end] == UInt8(ascii: ".") else { throw .syntax }
            if end > 2 { return try readRunTogether(text, dateIsDone: true) }
            microsecond = try Self.microseconds(text.part(end..<text.count))
        }
        let date = dateIsDone ? Parts.date : known.intersection(.date)
        if text.count == 3, date == .year, (1...366).contains(value) {
            dayOfYear = value
            return [.dayOfYear, .month, .day]
        }
        let part: Parts
        switch date {
        case []: part = text.count >= 3 ? .year : .month
        case .year, .day: part = .month
        case .month: part = monthIsNamed && text.count >= 3 ? .year : .day
        case [.year, .month]:
            if monthIsNamed, text.count >= 3, isShortYear {
                // The first number, taken for a year, was the day: `5 Jan 2021`.
                self.date.day = self.date.year
                self.date.year = value
                isShortYear = false
                return .day
            }
            part = .day
        case [.month, .day]: part = .year
        case .date: return try readRunTogether(text, dateIsDone: dateIsDone)
        default: throw .syntax
        }
        switch part {
        case .year:
            self.date.year = value
            isShortYear = text.count <= 2
        case .month: self.date.month = value
        default: self.date.day = value
        }
        return part
    }

    /// `20210123`, `210123`, `101112`, `1011`, `101112.5`.
    mutating func readRunTogether(_ text: Bytes, dateIsDone: Bool = false) throws(DateTimeError) -> Parts {
        var digits = text
        if let point = text.firstIndex(of: UInt8(ascii: ".")) {
            let end = text[(point + 1)...].firstIndex { !$0.isDigit } ?? text.count
            microsecond = try Self.microseconds(text.part(point..<end))
            digits = text.part(0..<point)
        } else if !dateIsDone, !known.isSuperset(of: .date), text.count >= 6 {
            let year = text.count - 4
            date = CalendarDate(
                year: Self.wrappedNumber(text.part(0..<year)), month: Self.wrappedNumber(text.part(year..<year + 2)),
                day: Self.wrappedNumber(text.part(year + 2..<text.count)))
            if year == 2 { isShortYear = true }
            return .date
        }
        guard !known.isSuperset(of: .time), digits.count == 6 || digits.count == 4 else { throw .syntax }
        hour = Self.wrappedNumber(digits.part(0..<2))
        minute = Self.wrappedNumber(digits.part(2..<4))
        second = digits.count == 6 ? Self.wrappedNumber(digits.part(4..<6)) : 0
        return .time
    }

    /// Turns what was said of the date into a year, month and day, once all is known.
    mutating func settleDate(beforeChrist: Bool) throws(DateTimeError) {
        if known.contains(.year), !isJulian {
            if beforeChrist {
                guard date.year > 0 else { throw .fieldOutOfRange }
                date.year = 1 - date.year
            } else if isShortYear {
                guard date.year >= 0 else { throw .fieldOutOfRange }
                if date.year < 70 { date.year += 2000 } else if date.year < 100 { date.year += 1900 }
            } else {
                guard date.year > 0 else { throw .fieldOutOfRange }
            }
        }
        if known.contains(.dayOfYear) {
            let firstDay = CalendarDate(year: date.year, month: 1, day: 1).julianDay
            // Before that no day can be counted, and the year alone is enough to refuse it.
            if firstDay > 0 {
                date = CalendarDate(julianDay: firstDay + dayOfYear - 1)
            } else {
                (date.month, date.day) = (1, 1)
            }
        }
        if known.contains(.month), !(1...12).contains(date.month) { throw .fieldOutOfRange }
        if known.contains(.day), !(1...31).contains(date.day) { throw .fieldOutOfRange }
        if known.isSuperset(of: .date), date.day > CalendarDate.days(in: date.month, of: date.year) {
            throw .fieldOutOfRange
        }
    }
}
