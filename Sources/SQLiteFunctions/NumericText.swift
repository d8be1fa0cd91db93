/// A decimal number of any length, as Postgres' `numeric` reads and writes it. The digits stay in the text they came
/// in; nothing is allocated until the number is written.
///
/// `1e3` is written `1000`, `1.50e1` is `15.0`, `1.10` keeps its scale, `-0.0` loses its sign.
struct NumericText {
    enum Kind { case finite, infinite, notANumber }
    private let kind: Kind
    /// Whether a minus stood before it: zero may have one, and loses it.
    private let minus: Bool
    /// Digits with at most one point among them, leading zeros included.
    private let mantissa: Bytes
    /// How many digits stand before the point, and how many there are.
    private let integerDigits: Int
    private let digits: Int
    private let exponent: Int

    /// 131,072 digits before the point and 16,383 after it are the most that the format holds.
    private static let greatestExponent = 131_071, greatestScale = 16_383
    /// Beyond this Postgres refuses an exponent before it looks at the digits.
    private static let exponentLimit = 1_073_741_823

    /// A number in JSON's grammar, or `[+-]digits[.digits][e[+-]digits]` where either side of the point may be missing.
    /// - Parameter text: exactly the number: no white space, no sign-less junk.
    /// - Returns: nil where the text is something else.
    init?(number text: Bytes) throws(ValueError) {
        var index = 0
        var minus = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            minus = text[index] == UInt8(ascii: "-")
            index += 1
        }
        let start = index
        var point: Int?
        while index < text.count {
            if text[index] == UInt8(ascii: "."), point == nil {
                point = index
            } else if !text[index].isDigit {
                break
            }
            index += 1
        }
        let digits = index - start - (point == nil ? 0 : 1)
        guard digits > 0 else { return nil }
        mantissa = text.part(start..<index)
        integerDigits = (point ?? index) - start
        self.digits = digits
        kind = .finite
        self.minus = minus
        guard index < text.count else {
            exponent = 0
            try checkRange()
            return
        }

        guard text[index] | 0x20 == UInt8(ascii: "e") else { return nil }
        index += 1
        // Postgres reads the exponent with strtol, which skips white space.
        while index < text.count, text[index].isSpace { index += 1 }
        var below = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            below = text[index] == UInt8(ascii: "-")
            index += 1
        }
        let exponentStart = index
        var exponent = 0
        while index < text.count, text[index].isDigit {
            exponent = min(exponent * 10 + text[index].digit, Self.exponentLimit)
            index += 1
        }
        guard index > exponentStart else { return nil }
        guard exponent < Self.exponentLimit else { throw .numericOverflow }
        guard index == text.count else { return nil }
        self.exponent = below ? -exponent : exponent
        try checkRange()
    }

    private init(_ kind: Kind, minus: Bool = false) {
        self.kind = kind
        self.minus = minus
        mantissa = Bytes(start: nil, count: 0)
        integerDigits = 0
        digits = 0
        exponent = 0
    }

    /// Whether a scanned JSON number is spelled as `numeric` prints it: there is no exponent, and no zero with a minus.
    static func isCanonical(_ number: Bytes) -> Bool {
        // Longer ones may be more than `numeric` holds.
        guard number.count < 16_000, !(number[0] == UInt8(ascii: "-") && number[1] == UInt8(ascii: "0")) else {
            return false
        }
        return number.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// `numeric` input: a number, `NaN`, `Infinity` or `inf`, with white space around it.
    static func parse(_ text: Bytes) throws(ValueError) -> NumericText {
        let word = text.trimmed
        if let number = try NumericText(number: word) { return number }
        var name = word
        if let sign = word.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            name = word.part(1..<word.count)
        }
        let infinite =
            (name.count == 3 && name.startsIgnoringCase(with: "inf"))
            || (name.count == 8 && name.startsIgnoringCase(with: "infinity"))
        if infinite { return NumericText(.infinite, minus: word.first == UInt8(ascii: "-")) }
        if word.count == 3, word.startsIgnoringCase(with: "nan") { return NumericText(.notANumber) }
        throw .invalidSyntax("numeric", text)
    }

    private func digit(_ index: Int) -> UInt8 {
        guard index >= 0, index < digits else { return 0x30 }
        return mantissa[index < integerDigits ? index : index + 1]
    }

    /// The first digit that is not zero; nil for zero.
    private var firstDigit: Int? {
        var index = 0
        while index < digits {
            if digit(index) != 0x30 { return index }
            index += 1
        }
        return nil
    }

    /// Where the point falls among the digits once the exponent is applied: may be before the first or after the last.
    private var point: Int { integerDigits + exponent }
    private var scale: Int { max(0, digits - point) }

    private func checkRange() throws(ValueError) {
        guard scale <= Self.greatestScale else { throw .numericOverflow }
        // Only a number this long can reach the limit: saves looking for the first digit.
        guard point > Self.greatestExponent + 1, let firstDigit else { return }
        guard point - 1 - firstDigit <= Self.greatestExponent else { throw .numericOverflow }
    }

    /// The number as Postgres prints it.
    func write(to output: inout [UInt8]) {
        switch kind {
        case .notANumber: output.append("NaN")
        case .infinite: output.append(minus ? "-Infinity" : "Infinity")
        case .finite:
            let firstDigit = firstDigit
            if minus, firstDigit != nil { output.append(UInt8(ascii: "-")) }
            if let firstDigit, firstDigit < point {
                for index in firstDigit..<point { output.append(digit(index)) }
            } else {
                output.append(0x30)
            }
            guard scale > 0 else { return }
            output.append(UInt8(ascii: "."))
            for index in point..<point + scale { output.append(digit(index)) }
        }
    }

    /// Text that sorts bytewise where the number sorts among all numerics: -Infinity first, NaN last. Scale does not
    /// matter: `1.0` and `1` have the same order.
    ///
    /// A class, the exponent in six digits, the digits without zeros at their end; for negative numbers every digit is
    /// turned round and `~` ends them, so that the longer number comes first: 12.5 is `3020001` + `125`, -12.5 is
    /// `1979998` + `874~`.
    func writeOrder(to output: inout [UInt8]) {
        switch kind {
        case .notANumber: output.append("5")
        case .infinite: output.append(minus ? "0" : "4")
        case .finite:
            guard let firstDigit else { return output.append("2") }
            var end = digits
            while digit(end - 1) == 0x30 { end -= 1 }
            output.append(minus ? "1" : "3")
            let start = output.count
            // Exponents reach from -16,383 to 131,071.
            output.append(number: point - 1 - firstDigit + 20_000, width: 6)
            for index in firstDigit..<end { output.append(digit(index)) }
            guard minus else { return }
            for index in start..<output.count { output[index] = 0x30 + 0x39 - output[index] }
            output.append("~")
        }
    }
}
