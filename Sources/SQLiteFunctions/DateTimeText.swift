/// The five types of dates and times: from the grammar of Postgres (DateStyle ISO, MDY; TimeZone UTC) to its canonical
/// text.
enum DateTimeText {
    /// `2021-01-23T10:00:00Z` → `2021-01-23`: the time is dropped, as is the zone.
    static func writeDate(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        if let plain = PlainTimestamp(text) { return plain.writeDate(to: &output) }
        try read(text, as: "date", bufferSize: 129) { reader throws(DateTimeError) in
            var date = reader.fields.date
            switch reader.special {
            case .infinity: return output.append("infinity")
            case .minusInfinity: return output.append("-infinity")
            case .epoch: date = CalendarDate(julianDay: CalendarDate.unixEpoch)
            case nil: break
            }
            guard date.isCountable, (0..<CalendarDate.end).contains(date.julianDay) else { throw .valueOutOfRange }
            date.write(to: &output)
            date.writeEra(to: &output)
        }
    }

    /// `2022-01-14T01:04:04-04:00` → `2022-01-14 05:04:04+00`: always UTC.
    static func writeTimestamptz(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        try writeTimestamp(text, as: "timestamp with time zone", zone: true, to: &output)
    }

    /// `2022-01-14T01:04:04-04:00` → `2022-01-14 01:04:04`: the zone is read and ignored.
    static func writeTimestamp(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        try writeTimestamp(text, as: "timestamp", zone: false, to: &output)
    }

    /// `01:04:04.1234567-04:00` → `01:04:04.123457`.
    static func writeTime(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        try read(text, as: "time", bufferSize: 129, timeOnly: true) { reader in
            TimeOfDay(microseconds: reader.fields.timeOfDay).write(to: &output)
        }
    }

    /// `01:04:04-04:00` → `01:04:04-04`: the zone is kept, and is UTC where there is none.
    static func writeTimetz(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        try read(text, as: "time with time zone", bufferSize: 129, timeOnly: true) { reader in
            TimeOfDay(microseconds: reader.fields.timeOfDay).write(to: &output)
            ZoneOffset(seconds: reader.fields.zoneSeconds).write(to: &output)
        }
    }

    /// A number that sorts as Postgres sorts times with a zone: by their moment in UTC, then from east to west.
    static func timetzOrder(_ text: Bytes) throws(ValueError) -> Int64 {
        try read(text, as: "time with time zone", bufferSize: 129, timeOnly: true) { reader throws(DateTimeError) in
            let west = -reader.fields.zoneSeconds
            // A zone is less than 2^17 seconds away.
            return Int64(reader.fields.timeOfDay + west * 1_000_000) << 18 + Int64(west)
        }
    }

    private static func writeTimestamp(
        _ text: Bytes, as type: StaticString, zone: Bool, to output: inout [UInt8]
    ) throws(ValueError) {
        if let plain = PlainTimestamp(text) { return plain.writeTimestamp(zone: zone, to: &output) }
        try read(text, as: type, bufferSize: 153) { reader throws(DateTimeError) in
            switch reader.special {
            case .infinity: return output.append("infinity")
            case .minusInfinity: return output.append("-infinity")
            case .epoch: return output.append(zone ? "1970-01-01 00:00:00+00" : "1970-01-01 00:00:00")
            case nil: break
            }
            let fields = reader.fields
            guard fields.date.isCountable else { throw .valueOutOfRange }
            let days = Int64(fields.date.julianDay - CalendarDate.postgresEpoch)
            let (start, wide) = days.multipliedReportingOverflow(by: Int64(TimeOfDay.microsecondsPerDay))
            let (local, late) = start.addingReportingOverflow(Int64(fields.timeOfDay))
            guard !wide, !late else { throw .valueOutOfRange }
            let (utc, later) = local.subtractingReportingOverflow(zone ? Int64(fields.zoneSeconds) * 1_000_000 : 0)
            guard !later, Timestamp.range.contains(utc) else { throw .valueOutOfRange }
            Timestamp(microseconds: utc).write(zone: zone, to: &output)
        }
    }

    private static func read<Result>(
        _ text: Bytes, as type: StaticString, bufferSize: Int, timeOnly: Bool = false,
        _ write: (DateTimeReader) throws(DateTimeError) -> Result
    ) throws(ValueError) -> Result {
        do throws(DateTimeError) {
            return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bufferSize) {
                buffer throws(DateTimeError) -> Result in
                var reader = DateTimeReader(try DateTimeTokens.read(text, into: buffer), timeOnly: timeOnly)
                try reader.read()
                return try write(reader)
            }
        } catch {
            throw error.inWords(of: type, text)
        }
    }
}

extension DateTimeError {
    /// - Parameter type: as Postgres' messages name it.
    fileprivate func inWords(of type: StaticString, _ text: Bytes) -> ValueError {
        let quoted = "\"\(String(decoding: text, as: UTF8.self))\""
        return switch self {
        case .syntax: .invalidSyntax("\(type)", text)
        case .fieldOutOfRange: .fieldOutOfRange(text)
        case .zoneOutOfRange: ValueError("time zone displacement out of range: \(quoted)")
        case .valueOutOfRange: ValueError("\("\(type)".split(separator: " ")[0]) out of range: \(quoted)")
        case .unknownZone(let name): ValueError("time zone \"\(String(decoding: name, as: UTF8.self))\" not recognized")
        }
    }
}
