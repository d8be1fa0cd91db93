#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `double precision` as Postgres reads and writes it.
enum FloatText {
    /// What `strtod` reads, with white space around it: `1.14`, `1e-5`, `0x1p3`, `NaN`, `-Infinity`, `inf`. Numbers too
    /// great, or too small to be told from zero, are out of range; subnormal ones are kept.
    static func parse(_ text: Bytes) throws(ValueError) -> Double {
        if let value = simpleValue(text) { return value }
        guard !text.contains(0) else { throw .invalidSyntax("double precision", text) }
        let word = text.trimmed
        guard !word.isEmpty else { throw .invalidSyntax("double precision", text) }
        return try withUnsafeTemporaryAllocation(of: CChar.self, capacity: word.count + 1) {
            buffer throws(ValueError) -> Double in
            for index in 0..<word.count { buffer[index] = CChar(bitPattern: word[index]) }
            buffer[word.count] = 0
            let start = UnsafePointer(buffer.baseAddress!)
            var end: UnsafeMutablePointer<CChar>?
            errno = 0
            let value = strtod(start, &end)
            let read = end.map { UnsafePointer($0) - start } ?? 0
            if errno == ERANGE, value == 0 || value.isInfinite { throw .floatOutOfRange(word.part(0..<read)) }
            guard read == word.count else { throw .invalidSyntax("double precision", text) }
            return value
        }
    }

    /// A number of at most 15 digits without an exponent: the nearest double is then one division of two exact ones away.
    private static func simpleValue(_ text: Bytes) -> Double? {
        var index = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard text.count - index <= 16, index < text.count, text[index].isDigit, text[text.count - 1].isDigit else {
            return nil
        }
        var digits = 0
        var point: Int?
        while index < text.count {
            if text[index].isDigit {
                digits = digits * 10 + text[index].digit
            } else if text[index] == UInt8(ascii: "."), point == nil {
                point = index
            } else {
                return nil
            }
            index += 1
        }
        guard digits < greatestExact else { return nil }
        let decimals = point.map { text.count - 1 - $0 } ?? 0
        let value = Double(digits) / powersOfTen(decimals)
        return isNegative ? -value : value
    }

    /// Integers of up to 15 digits are doubles, and no two decimals of so many digits have the same nearest double.
    private static let greatestExact = 1_000_000_000_000_000

    /// Exact up to 10^22.
    private static func powersOfTen(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// Writes a number with few decimals, such as an amount of money, if it is one.
    private static func writeSimple(_ magnitude: Double, to output: inout [UInt8]) -> Bool {
        guard magnitude >= 0.0001, magnitude < Double(greatestExact) else { return false }
        var power = 1.0
        for decimals in 0...6 {
            let digits = (magnitude * power).rounded()
            guard digits < Double(greatestExact) else { return false }
            if digits / power == magnitude {
                let (whole, part) = Int(digits).quotientAndRemainder(dividingBy: Int(power))
                output.append(number: whole)
                if decimals > 0 {
                    output.append(UInt8(ascii: "."))
                    output.append(number: part, width: decimals)
                }
                return true
            }
            power *= 10
        }
        return false
    }

    /// The shortest digits that read back as the same number: `8`, `0.30000000000000004`, `1e-05`, `1e+15`, `-0`. The
    /// exponent form begins below 0.0001 and at 1e15.
    static func write(_ value: Double, to output: inout [UInt8]) {
        if value.isNaN { return output.append("NaN") }
        if value.sign == .minus { output.append(UInt8(ascii: "-")) }
        if value.isInfinite { return output.append("Infinity") }
        if value == 0 { return output.append("0") }
        if writeSimple(value.magnitude, to: &output) { return }

        let decimal = ShortestDecimal(value.magnitude)
        if decimal.exponent < -4 || decimal.exponent >= 15 {
            output.append(decimal.digits[0])
            if decimal.digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: decimal.digits[1...])
            }
            output.append(decimal.exponent < 0 ? "e-" : "e+")
            output.append(number: abs(decimal.exponent), width: 2)
        } else if decimal.exponent < 0 {
            output.append("0.")
            for _ in 1..<(-decimal.exponent) { output.append(0x30) }
            output.append(contentsOf: decimal.digits)
        } else {
            for index in 0...max(decimal.exponent, decimal.digits.count - 1) {
                if index == decimal.exponent + 1 { output.append(UInt8(ascii: ".")) }
                output.append(index < decimal.digits.count ? decimal.digits[index] : 0x30)
            }
        }
    }
}

/// `d.ddd × 10^exponent`: the fewest digits that Postgres needs to read the number back.
private struct ShortestDecimal {
    /// ASCII digits without zeros at their end.
    private(set) var digits: [UInt8]
    let exponent: Int

    init(_ value: Double) {
        let shortest = ShortestDecimal(parsing: value.description)
        guard shortest.isHalfway(beside: value) else {
            self = shortest
            return
        }
        // Swift, unlike Postgres, also takes digits that lie exactly between two numbers and round to this one only
        // because ties go to the even one: 1e+23 is 9.999999999999999e+22 to Postgres.
        var candidate = shortest
        for precision in shortest.digits.count...17 {
            candidate = ShortestDecimal(value, precision: precision)
            if candidate.value == value, !candidate.isHalfway(beside: value) { break }
        }
        self = candidate
    }

    private init(_ value: Double, precision: Int) {
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
            withVaList([Int32(precision - 1), value]) { _ = vsnprintf(buffer.baseAddress!, 40, "%.*e", $0) }
            return String(cString: buffer.baseAddress!)
        }
        self.init(parsing: text)
    }

    /// Swift's or C's text: `123.0`, `1e-05`, `5.0e-324`.
    private init(parsing text: String) {
        var digits: [UInt8] = []
        digits.reserveCapacity(20)
        var point: Int?
        var exponent = 0
        var below = false
        var inExponent = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"): inExponent = true
            case UInt8(ascii: "-"): below = true
            case UInt8(ascii: "+"): break
            default: if inExponent { exponent = exponent * 10 + byte.digit } else { digits.append(byte) }
            }
        }
        let leadingZeros = digits.prefix { $0 == 0x30 }.count
        self.exponent = (point ?? digits.count) - 1 - leadingZeros + (below ? -exponent : exponent)
        digits.removeFirst(leadingZeros)
        while digits.last == 0x30 { digits.removeLast() }
        self.digits = digits
    }

    private var value: Double {
        Double(String(decoding: digits, as: UTF8.self) + "e\(exponent - digits.count + 1)") ?? .nan
    }

    /// Whether the decimal is exactly in the middle between `value` and one of its neighbours.
    private func isHalfway(beside value: Double) -> Bool {
        // Such a middle has 54 bits, so a power of ten that small digits can be multiplied by to get there is small.
        let power = exponent - digits.count + 1
        guard power >= -1, power <= 23, digits.count <= 17 else { return false }
        var significand = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1.digit) }
        var twos = power
        if power < 0 {
            guard significand % 5 == 0 else { return false }
            significand /= 5
        }
        let five = (0..<max(power, 0)).reduce(UInt64(1)) { product, _ in product * 5 }
        var (high, low) = significand.multipliedFullWidth(by: five)
        guard high != 0 || low != 0 else { return false }
        while low & 1 == 0 {
            low = low >> 1 | high << 63
            high >>= 1
            twos += 1
        }
        guard high == 0 else { return false }

        for neighbour in [value.nextUp, value.nextDown] where neighbour.isFinite {
            // The middle in units of the finer of the two numbers' half steps is a sum of two integers.
            let step = min(value.ulp.exponent, neighbour.ulp.exponent)
            let scaled = { (number: Double) in
                UInt64(Double(sign: .plus, exponent: -Int(step), significand: 1) * number)
            }
            guard Int(step) > -1000 else { continue }
            let middle = scaled(value) + scaled(neighbour)
            let zeros = middle.trailingZeroBitCount
            if middle >> UInt64(zeros) == low, Int(step) - 1 + zeros == twos { return true }
        }
        return false
    }
}
