import CPQ
import Dialects
import Runner

extension PostgresSession {
    /// How much is encoded before it is sent, in bytes.
    private static let batch = 1 << 18

    func copy(into table: SQL, columns: [SQL], rows: some Sequence<[String?]>) throws -> Int {
        let list: SQL = columns.isEmpty ? "" : " (\(columns.joined(", ")))"
        let statement: SQL = "copy \(table)\(list) from stdin"
        try send(statement.text)
        guard let start = nextResult() else { throw lost(statement.text) }
        defer { PQclear(start) }
        guard PQresultStatus(start) == PGRES_COPY_IN else {
            let failure = failure(start, statement: statement.text)
            _ = drain(statement.text, keepingRows: false)
            throw failure
        }

        var refusal: (any Error)?
        do {
            try put(rows, of: columns.isEmpty ? nil : columns.count)
        } catch {
            refusal = error
        }
        // A reason makes the server fail the COPY, so that none of the rows stays.
        _ = putUntilTaken { PQputCopyEnd(handle, refusal == nil ? nil : "given up by the client") }
        let (answer, failure) = drain(statement.text, keepingRows: false)
        if PQstatus(handle) == CONNECTION_BAD { throw failure ?? lost(statement.text) }
        if let error = refusal ?? failure { throw error }
        return answer.changed
    }

    private func put(_ rows: some Sequence<[String?]>, of columns: Int?) throws {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.batch * 2)
        for (index, row) in rows.enumerated() {
            if let columns, row.count != columns {
                throw DatabaseError(
                    kind: .other, code: "22P04",
                    message: "row \(index + 1) has \(row.count) values for \(columns) columns")
            }
            CopyText.append(row, to: &buffer)
            if buffer.count >= Self.batch { try put(&buffer) }
        }
        try put(&buffer)
    }

    private func put(_ buffer: inout [UInt8]) throws {
        try Task.checkCancellation()
        let taken = buffer.withUnsafeBytes { bytes in
            let text = bytes.assumingMemoryBound(to: CChar.self)
            return putUntilTaken { PQputCopyData(handle, text.baseAddress, CInt(text.count)) }
        }
        guard taken else { throw lost(nil) }
        // libpq would keep all rows in memory if nobody waited for the socket.
        flush()
        buffer.removeAll(keepingCapacity: true)
    }

    /// Whether libpq took it; it answers 0 while its buffer is full.
    private func putUntilTaken(_ put: () -> CInt) -> Bool {
        while true {
            let answer = put()
            if answer != 0 { return answer > 0 }
            flush()
        }
    }
}
