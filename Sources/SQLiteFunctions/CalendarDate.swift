/// A day of the Gregorian calendar, carried on into the past. Year 0 is 1 BC.
struct CalendarDate {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// - Parameter julianDay: days since 4714-11-24 BC, not below zero.
    init(julianDay: Int) {
        let shifted = julianDay + 1401 + (4 * julianDay + 274_277) / 146_097 * 3 / 4 - 38
        let quarterDays = 4 * shifted + 3
        let monthDays = 5 * (quarterDays % 1461 / 4) + 2
        day = monthDays % 153 / 5 + 1
        month = (monthDays / 153 + 2) % 12 + 1
        year = quarterDays / 1461 - 4716 + (14 - month) / 12
    }

    /// Right from 4801 BC on.
    var julianDay: Int {
        let beforeMarch = (14 - month) / 12
        let years = year + 4800 - beforeMarch
        let months = month + 12 * beforeMarch - 3
        return day + (153 * months + 2) / 5 + 365 * years + years / 4 - years / 100 + years / 400 - 32_045
    }

    static func days(in month: Int, of year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Whether Postgres counts days there at all: 4714-11-01 BC to 5874898-05-31.
    var isCountable: Bool {
        (year > -4713 || (year == -4713 && month >= 11)) && (year < 5_874_898 || (year == 5_874_898 && month < 6))
    }

    /// Day 0 of Postgres' own count.
    static let postgresEpoch = 2_451_545
    /// 1970-01-01.
    static let unixEpoch = 2_440_588
    /// The first day that a `date` cannot hold: 5874898-01-01.
    static let end = 2_147_483_494

    /// `2021-01-05`, without the ` BC` that stands at the very end of a date or timestamp.
    func write(to output: inout [UInt8]) {
        output.append(number: year > 0 ? year : 1 - year, width: 4)
        output.append("-")
        output.append(number: month, width: 2)
        output.append("-")
        output.append(number: day, width: 2)
    }

    func writeEra(to output: inout [UInt8]) {
        if year <= 0 { output.append(" BC") }
    }
}

/// A time of day in microseconds since midnight; 24:00:00 is one.
struct TimeOfDay {
    static let microsecondsPerDay = 86_400_000_000
    let microseconds: Int

    /// `01:04:04.5`: a fraction only where there is one, without zeros at its end.
    func write(to output: inout [UInt8]) {
        let seconds = microseconds / 1_000_000
        output.append(number: seconds / 3600, width: 2)
        output.append(":")
        output.append(number: seconds / 60 % 60, width: 2)
        output.append(":")
        output.append(number: seconds % 60, width: 2)
        guard microseconds % 1_000_000 != 0 else { return }
        output.append(".")
        output.append(number: microseconds % 1_000_000, width: 6)
        while output.last == 0x30 { output.removeLast() }
    }
}

/// A distance from Greenwich in seconds, positive to the east.
struct ZoneOffset {
    let seconds: Int

    /// `+00`, `+05:30`, `-04`.
    func write(to output: inout [UInt8]) {
        output.append(seconds < 0 ? "-" : "+")
        let distance = abs(seconds)
        output.append(number: distance / 3600, width: 2)
        guard distance % 3600 != 0 else { return }
        output.append(":")
        output.append(number: distance / 60 % 60, width: 2)
        guard distance % 60 != 0 else { return }
        output.append(":")
        output.append(number: distance % 60, width: 2)
    }
}

/// An instant, or a wall clock's date and time, in microseconds since 2000-01-01.
struct Timestamp {
    static let unixToPostgres: Int64 = 946_684_800_000_000
    /// 4714-11-24 BC to 294276-12-31.
    static let range: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

    let microseconds: Int64

    /// - Parameter zone: whether `+00` follows the time.
    func write(zone: Bool, to output: inout [UInt8]) {
        let perDay = Int64(TimeOfDay.microsecondsPerDay)
        var days = microseconds / perDay
        if microseconds % perDay < 0 { days -= 1 }
        let date = CalendarDate(julianDay: Int(days) + CalendarDate.postgresEpoch)
        date.write(to: &output)
        output.append(" ")
        TimeOfDay(microseconds: Int(microseconds - days * perDay)).write(to: &output)
        if zone { output.append("+00") }
        date.writeEra(to: &output)
    }
}
