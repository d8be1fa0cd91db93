/// A zone that is written as POSIX has it, or by one of the names of UTC.
///
/// Zones whose offset changes over the year, as `America/New_York`, are not known.
struct NamedZone {
    /// East of Greenwich.
    let seconds: Int

    private static let universal: [StaticString] = [
        "utc", "gmt", "etc/utc", "etc/gmt", "etc/uct", "etc/universal", "etc/zulu", "etc/greenwich", "universal",
        "greenwich",
        "zulu", "uct", "gmt0", "etc/gmt0",
    ]

    /// - Parameter name: in lower case: `etc/utc`, `foo+3` (three hours west of Greenwich), `abc-5:30`.
    init?(_ name: Bytes) {
        for universal in Self.universal
        where name.count == universal.utf8CodeUnitCount && name.startsIgnoringCase(with: universal) {
            seconds = 0
            return
        }
        var index = 0
        while index < name.count, !name[index].isDigit, name[index] != UInt8(ascii: "+"),
            name[index] != UInt8(ascii: "-")
        {
            index += 1
        }
        guard index > 0, index < name.count else { return nil }
        var sign = -1
        if !name[index].isDigit {
            sign = name[index] == UInt8(ascii: "-") ? 1 : -1
            index += 1
        }
        var parts: [Int] = []
        for limit in [167, 59, 59] {
            let start = index
            var value = 0
            while index < name.count, name[index].isDigit {
                value = value * 10 + name[index].digit
                guard value <= limit else { return nil }
                index += 1
            }
            guard index > start else { return nil }
            parts.append(value)
            guard index < name.count, name[index] == UInt8(ascii: ":") else { break }
            index += 1
        }
        guard index == name.count else { return nil }
        parts += [0, 0]
        seconds = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])
    }
}
