/// A date, or a date and a time, in the spellings that nearly all sources use: `2021-01-23`, `2021-01-23T10:00:00.5Z`,
/// `2021-01-23 10:00:00+02:00`. It is read without cutting it into tokens; every other spelling, and whatever is out of
/// range, is a matter of ``DateTimeReader``.
struct PlainTimestamp {
    private let text: Bytes
    private let date: CalendarDate
    /// Where the fraction of the second ends, without zeros at its end; 0 where there is no time.
    private let timeEnd: Int
    private let microseconds: Int
    private let zoneSeconds: Int

    init?(_ text: Bytes) {
        guard text.count >= 10, text.count <= 32, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = Self.number(text, 0..<4), let month = Self.number(text, 5..<7),
            let day = Self.number(text, 8..<10), year > 0, (1...12).contains(month), day > 0,
            day <= 28 || day <= CalendarDate.days(in: month, of: year)
        else { return nil }
        self.text = text
        date = CalendarDate(year: year, month: month, day: day)
        guard text.count > 10 else {
            (timeEnd, microseconds, zoneSeconds) = (0, 0, 0)
            return
        }
        guard text.count >= 19, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let hour = Self.number(text, 11..<13), let minute = Self.number(text, 14..<16),
            let second = Self.number(text, 17..<19), hour < 24, minute < 60, second < 60
        else { return nil }
        var index = 19
        var timeEnd = index
        var fraction = 0
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            while index < text.count, text[index].isDigit {
                fraction = fraction * 10 + text[index].digit
                index += 1
                if text[index - 1] != 0x30 { timeEnd = index }
            }
            // More digits have to be rounded.
            guard (21...26).contains(index) else { return nil }
            for _ in index..<26 { fraction *= 10 }
        }
        guard let zoneSeconds = Self.zone(text, from: index) else { return nil }
        self.timeEnd = timeEnd
        self.zoneSeconds = zoneSeconds
        microseconds = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    }

    /// `2021-01-23`.
    func writeDate(to output: inout [UInt8]) { output.append(contentsOf: text.part(0..<10)) }

    /// `2021-01-23 10:00:00.5`.
    /// - Parameter zone: whether the time is brought to UTC, and `+00` follows it.
    func writeTimestamp(zone: Bool, to output: inout [UInt8]) {
        if zone, zoneSeconds != 0 {
            let days = Int64(date.julianDay - CalendarDate.postgresEpoch)
            let local = days * Int64(TimeOfDay.microsecondsPerDay) + Int64(microseconds)
            return Timestamp(microseconds: local - Int64(zoneSeconds) * 1_000_000).write(zone: true, to: &output)
        }
        writeDate(to: &output)
        output.append(" ")
        if timeEnd > 0 { output.append(contentsOf: text.part(11..<timeEnd)) } else { output.append("00:00:00") }
        if zone { output.append("+00") }
    }

    /// Digits and nothing else.
    private static func number(_ text: Bytes, _ range: Range<Int>) -> Int? {
        var number = 0
        for index in range {
            guard text[index].isDigit else { return nil }
            number = number * 10 + text[index].digit
        }
        return number
    }

    /// Nothing, `Z`, `+02`, `+0200` or `+02:00` up to the end: seconds east of Greenwich.
    private static func zone(_ text: Bytes, from start: Int) -> Int? {
        let length = text.count - start
        if length == 0 || (length == 1 && text[start] == UInt8(ascii: "Z")) { return 0 }
        guard length >= 3, text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-"),
            let hours = number(text, start + 1..<start + 3), hours <= 15
        else { return nil }
        var minutes = 0
        if length > 3 {
            let hasColon = text[start + 3] == UInt8(ascii: ":")
            guard length == (hasColon ? 6 : 5), let value = number(text, text.count - 2..<text.count), value < 60 else {
                return nil
            }
            minutes = value
        }
        let seconds = (hours * 60 + minutes) * 60
        return text[start] == UInt8(ascii: "-") ? -seconds : seconds
    }
}
