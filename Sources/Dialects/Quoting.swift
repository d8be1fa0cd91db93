import TableModel

/// Standard SQL quoting, which needs nothing but the quote doubled. A NUL can stand in no statement.
func doubleQuoted(_ name: Identifier) -> SQL { SQL(trusted: quoted(name.text, by: "\"")) }

func singleQuoted(_ text: String) -> SQL { SQL(trusted: quoted(text, by: "'")) }

private func quoted(_ text: String, by quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars where scalar != "\0" {
        if scalar == quote { result.append(quote) }
        result.append(scalar)
    }
    result.append(quote)
    return String(result)
}
