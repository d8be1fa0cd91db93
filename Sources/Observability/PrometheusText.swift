/// Prometheus' text format, version 0.0.4.
package enum PrometheusText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// ```
    /// # HELP planar_added_rows_total Rows that a table gained.
    /// # TYPE planar_added_rows_total counter
    /// planar_added_rows_total{target="dev",stream="orders",table="main.orders"} 3
    /// ```
    package static func write(_ families: [MetricFamily]) -> String {
        var text = ""
        for family in families where !family.samples.isEmpty {
            text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
            text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
            for sample in family.samples {
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
                let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
                text += "\(family.name)\(sample.suffix)\(braces) \(number(sample.value))\n"
            }
        }
        return text
    }

    /// What ``write(_:)`` wrote; nil for any other text.
    package static func read(_ text: String) -> [MetricFamily]? {
        var families: [MetricFamily] = []
        var help: (name: Substring, text: String)?
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("# HELP "), words.count == 4 {
                help = (words[2], unescaped(words[3]))
            } else if line.hasPrefix("# TYPE "), words.count == 4 {
                guard let kind = MetricFamily.Kind(rawValue: String(words[3])), let help, help.name == words[2] else {
                    return nil
                }
                families.append(MetricFamily(String(words[2]), unit(of: words[2]), kind, help.text))
            } else {
                guard let last = families.indices.last, let sample = sample(line, of: families[last].name) else {
                    return nil
                }
                families[last].samples.append(sample)
            }
        }
        return families
    }

    private static func unit(of name: Substring) -> MetricFamily.Unit? {
        let words = name.split(separator: "_")
        return (words.last == "total" ? words.dropLast() : words[...]).last.flatMap { .init(rawValue: String($0)) }
    }

    private static func sample(_ line: Substring, of name: String) -> MetricFamily.Sample? {
        guard line.hasPrefix(name), let space = line.lastIndex(of: " "),
            let value = value(line[line.index(after: space)...])
        else { return nil }
        let series = line[..<space].dropFirst(name.count)
        guard let brace = series.firstIndex(of: "{") else {
            return MetricFamily.Sample(value, suffix: String(series))
        }
        guard series.last == "}", let labels = labels(series[series.index(after: brace)...].dropLast()) else {
            return nil
        }
        return MetricFamily.Sample(value, suffix: String(series[..<brace]), labels)
    }

    private static func labels(_ text: Substring) -> [MetricFamily.Label]? {
        var labels: [MetricFamily.Label] = []
        var rest = text
        while !rest.isEmpty {
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = rest[..<equals]
            rest = rest[rest.index(after: equals)...]
            guard rest.popFirst() == "\"" else { return nil }
            var end = rest.startIndex
            while end < rest.endIndex, rest[end] != "\"" {
                end = rest.index(rest[end] == "\\" ? rest.index(after: end) : end, offsetBy: 1)
            }
            guard end < rest.endIndex else { return nil }
            labels.append(MetricFamily.Label(String(name), unescaped(rest[..<end])))
            rest = rest[rest.index(after: end)...]
            if rest.first == "," { rest.removeFirst() } else if !rest.isEmpty { return nil }
        }
        return labels
    }

    /// Whole numbers without a fraction, as many readers of text expect them.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func value(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: Double(text)
        }
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    private static func unescaped(_ text: Substring) -> String {
        var plain = ""
        var isEscaped = false
        for character in text.unicodeScalars {
            if isEscaped {
                plain.unicodeScalars.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                plain.unicodeScalars.append(character)
            }
        }
        return plain
    }
}
