import Foundation
import Testing

/// Plays the acts, and in each one kills the run at its points, from the same state each time: what readers see then,
/// and what the next run makes of it.
struct KillRounds<Way: Killer> {
    let killer: Way
    /// At how many points of each act, nil for all.
    let limit: Int?
    /// How many kills at a time, each on a database of its own.
    let workers: Int

    struct Tally: Sendable {
        var points = 0
        var kills = 0
        /// Of them those after which some streams are done and others are not.
        var between = 0
        var looks = 0
        /// Of runs after a kill.
        var longest = Duration.zero
    }

    private var databases: Way.Databases { killer.databases }

    func play() async throws -> Tally {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var tally = Tally()
        var base = "empty"
        try await databases.create(base)
        for (number, act) in Act.all.enumerated() {
            try await databases.load(act, into: base)
            let before = try await databases.look(base)
            let undisturbed = PlanarRun(folder: folder, act: act, database: "undisturbed\(number)")
            try undisturbed.writeCatalog()
            try await databases.copy(base, to: undisturbed.database)
            let points = try await killer.countPoints(of: undisturbed)
            try #require(points > 0)
            let scene = Scene(
                folder: folder, act: act, base: base, before: before,
                after: try await databases.look(undisturbed.database))
            try #require(scene.before.streamsDone(before, scene.after).isEmpty)
            try #require(scene.after.streamsDone(before, scene.after).count == Act.streams.count)
            tally.points += points
            try await kill(at: chosen(from: points), in: scene, into: &tally)
            base = undisturbed.database
        }
        return tally
    }

    private struct Scene: Sendable {
        let folder: URL
        let act: Act
        let base: String
        let before: Sight
        let after: Sight
    }

    /// Evenly over the run, beginning elsewhere with another seed.
    private func chosen(from points: Int) -> [Int] {
        guard let limit, limit < points else { return Array(0..<points) }
        let first = Int(PropertyTests.seed % UInt64(points))
        return (0..<limit).map { (first + $0 * points / limit) % points }
    }

    private func kill(at points: [Int], in scene: Scene, into tally: inout Tally) async throws {
        try await withThrowingTaskGroup(of: (Int, Tally).self) { group in
            var waiting = points.makeIterator()
            for worker in 0..<workers {
                guard let point = waiting.next() else { break }
                group.addTask { (worker, try await kill(at: point, in: scene, on: "killed\(worker)")) }
            }
            while let (worker, one) = try await group.next() {
                tally.kills += one.kills
                tally.between += one.between
                tally.looks += one.looks
                tally.longest = max(tally.longest, one.longest)
                guard let point = waiting.next() else { continue }
                group.addTask { (worker, try await kill(at: point, in: scene, on: "killed\(worker)")) }
            }
        }
    }

    private func kill(at point: Int, in scene: Scene, on database: String) async throws -> Tally {
        let (before, after) = (scene.before, scene.after)
        let run = PlanarRun(folder: scene.folder, act: scene.act, database: database)
        let place: Comment = "\(scene.act.name), killed at point \(point), PLANAR_SEED=\(PropertyTests.seed)"
        try await databases.copy(scene.base, to: database)
        let watch = Watch(
            try await databases.connect(database), databases.dialect, from: before, to: after,
            outlives: killer.sparesReaders)
        var wasKilled = try await killer.kill(run, at: point)
        let report = await watch.end()
        #expect(report.faults.isEmpty, place)
        try await databases.settle(database)
        if killer.isExact, !wasKilled {
            // With a reader there, SQLite does not write its log to the file at the end.
            try await databases.copy(scene.base, to: database)
            wasKilled = try await killer.kill(run, at: point)
            #expect(wasKilled, place)
        }

        let left = try await databases.look(database)
        let midway = left.streamsBetween(before, after)
        #expect(midway.isEmpty, "\(place): \(left.difference(from: before, of: midway))")
        #expect(left.tables.isSubset(of: before.tables.union(after.tables)), place)

        let clock = ContinuousClock()
        let duration = try await clock.measure { try await run.finish(on: databases) }
        try await databases.settle(database)
        let remains = try await databases.remains(of: database)
        #expect(remains == [], place)
        let end = try await databases.look(database)
        #expect(end == after, "\(place): the next run ended otherwise: \(end.difference(from: after))")
        let done = left.streamsDone(before, after).count
        return Tally(
            kills: wasKilled ? 1 : 0, between: 0 < done && done < Act.streams.count ? 1 : 0, looks: report.looks,
            longest: duration)
    }
}
