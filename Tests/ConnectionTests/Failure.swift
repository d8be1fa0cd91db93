import Runner
import Testing

/// The database error that `body` has to throw.
func failure(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> DatabaseError {
    try #require(await #expect(throws: DatabaseError.self, sourceLocation: sourceLocation) { try await body() })
}
