import Testing

@Suite struct UsageTests {
    private func run(_ arguments: String...) async throws -> Outcome {
        try await Planar.run(arguments, in: TemporaryFolder())
    }

    @Test(arguments: [["--help"], ["-h"], ["help"], []])
    func helpNamesEveryCommandAndTheExitStatuses(_ arguments: [String]) async throws {
        let outcome = try await Planar.run(arguments, in: TemporaryFolder())
        #expect(outcome.status == 0)
        for word in ["check", "compile", "run", "Exit status", "--version"] { #expect(outcome.output.contains(word)) }
        #expect(outcome.errors == "")
    }

    @Test func helpOfACommandShowsItsOptionsAndAnExample() async throws {
        for arguments in [["help", "run"], ["run", "--help"]] {
            let outcome = try await Planar.run(arguments, in: TemporaryFolder())
            #expect(outcome.status == 0)
            for word in [
                "--integration-type", "--config", "--full-refresh", "--select", "Example:", "postgres, sqlite",
            ] {
                #expect(outcome.output.contains(word))
            }
        }
    }

    @Test func versionIsANumberAlone() async throws {
        let outcome = try await run("--version")
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
    }

    @Test(arguments: [
        ["run", "--bogus"], ["frobnicate"], ["check"], ["check", "--catalog"],
        ["check", "--catalog", "c.json", "--dialect", "oracle"], ["compile", "--catalog", "c.json", "--out", "x"],
        ["run", "--integration-type", "sqlite", "--config", "a", "--catalog", "b", "--threads", "0"],
        ["run", "--integration-type", "sqlite", "--config", "a", "--catalog", "b", "--threads", "many"],
        ["run", "--integration-type", "sqlite", "--config", "a", "--catalog", "b", "--discard-history"],
    ])
    func aWrongCommandLineEndsWithTwoAndShowsTheUsage(_ arguments: [String]) async throws {
        let outcome = try await Planar.run(arguments, in: TemporaryFolder())
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("Usage: planar"))
        #expect(outcome.errors.hasPrefix("Error: "))
    }

    @Test func completionsAreOffered() async throws {
        let outcome = try await run("--generate-completion-script", "bash")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("#!/bin/bash"))
    }
}
