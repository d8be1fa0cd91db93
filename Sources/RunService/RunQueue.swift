import FoundationEssentials
import Runner

/// The runs that are to be done and those that were, in a file: what is accepted is on the disk, and a service that is
/// killed goes on where it was.
///
/// A connection has one run at most that waits: one run normalizes all there is, so further notifications join it. One that
/// is at work has looked at the raw tables already, so what comes meanwhile waits for another.
package actor RunQueue {
    package struct Run: Sendable, Equatable {
        package enum State: String, Sendable, CaseIterable {
            /// To be begun, for the first time or again.
            case waiting
            case running
            case success, failure
        }

        package let id: Int
        package let connection: String
        package let target: String
        package let state: State
        /// How many have asked for it.
        package let notifications: Int
        /// How often it was begun.
        package let attempts: Int
        /// In seconds since 1970, as all times here.
        package let queuedAt: Double
        package let dueAt: Double
        package let startedAt: Double?
        package let endedAt: Double?
        /// What went wrong the last time.
        package let message: String?
    }

    /// What became of a notification.
    package enum Receipt: Sendable, Equatable {
        case queued(run: Int)
        /// A run that was waiting does this one's work too.
        case joined(run: Int)
        /// The job was told before.
        case known(run: Int)
        case full
    }

    private nonisolated let queue = SessionQueue(label: "planar.queue")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private var file: StateFile?
    private let path: String
    private let limit: Int
    /// For how long runs that have ended and jobs are remembered: a month.
    private static let memory = 30.0 * 86400
    private static let version = 1

    /// - Parameter limit: how many runs wait at most.
    package init(_ path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// Opens the file. Runs that were at work when a service was killed wait again.
    ///
    /// - Parameter targets: of each connection, as the project has them now. Runs of others have failed.
    /// - Throws: where another service has the file, or a newer one wrote it.
    package func open(_ targets: [String: String]) throws {
        file = try StateFile(path)
        do {
            try prepare(targets)
        } catch {
            file = nil
            throw error
        }
    }

    private func prepare(_ targets: [String: String]) throws {
        let file = try current()
        let version = try file.run("pragma user_version").first?.first?.integer ?? 0
        guard version <= Self.version else {
            throw StateFile.Failure(
                description: "\(path) was written by a newer planar; use that one, or another --state-dir",
                isBusy: false)
        }
        try file.transaction {
            try file.run(
                """
                create table if not exists run (
                    id integer primary key autoincrement,
                    connection text not null,
                    target text not null,
                    state text not null,
                    notifications integer not null,
                    attempts integer not null,
                    queued_at real not null,
                    due_at real not null,
                    started_at real,
                    ended_at real,
                    message text
                )
                """)
            try file.run("create index if not exists run_by_state on run (state, due_at)")
            try file.run(
                """
                create table if not exists job (
                    connection text not null, job text not null, run integer not null, received_at real not null,
                    primary key (connection, job)
                ) without rowid
                """)
            try file.run("pragma user_version = \(Self.version)")
            try file.run(
                "update run set state = 'waiting', due_at = ?1, message = 'interrupted' where state = 'running'",
                .real(Self.now))
            for row in try file.run("select id, connection from run where state = 'waiting'") {
                guard let id = row[0].integer, let connection = row[1].text else { continue }
                if let target = targets[connection] {
                    try file.run("update run set target = ?2 where id = ?1", .integer(id), .text(target))
                } else {
                    try file.run(
                        "update run set state = 'failure', ended_at = ?2, message = 'the project has no such connection any more' where id = ?1",
                        .integer(id), .real(Self.now))
                }
            }
            try forget(in: file)
        }
    }

    /// Once this returns, the run will be done, whatever happens to the service.
    package func receive(_ connection: String, target: String, job: String?) throws -> Receipt {
        let file = try current()
        return try file.transaction {
            if let job,
                let known = try file.run(
                    "select run from job where connection = ?1 and job = ?2", .text(connection), .text(job)
                ).first?.first?.integer
            {
                return .known(run: known)
            }
            let receipt: Receipt
            let run: Int
            let waiting = try file.run(
                "select id from run where state = 'waiting' and connection = ?1", .text(connection)
            ).first?.first?.integer
            if let waiting {
                run = waiting
                receipt = .joined(run: run)
                try file.run("update run set notifications = notifications + 1 where id = ?1", .integer(run))
            } else {
                let count = try file.run("select count(*) from run where state = 'waiting'").first?.first?.integer ?? 0
                if count >= limit { return .full }
                run =
                    try file.run(
                        """
                        insert into run (connection, target, state, notifications, attempts, queued_at, due_at)
                        values (?1, ?2, 'waiting', 1, 0, ?3, ?3)
                        returning id
                        """, .text(connection), .text(target), .real(Self.now)
                    ).first?.first?.integer ?? 0
                receipt = .queued(run: run)
            }
            if let job {
                try file.run(
                    "insert into job values (?1, ?2, ?3, ?4)", .text(connection), .text(job), .integer(run),
                    .real(Self.now))
            }
            return receipt
        }
    }

    /// Begins the run that is due for the longest time, unless its target is at work.
    package func begin(except busy: Set<String>) throws -> Run? {
        let file = try current()
        return try file.transaction {
            let due = try runs("where state = 'waiting' and due_at <= ?1 order by due_at, id", [.real(Self.now)])
            guard let run = due.first(where: { !busy.contains($0.target) }) else { return nil }
            try file.run(
                "update run set state = 'running', attempts = attempts + 1, started_at = ?2, ended_at = null where id = ?1",
                .integer(run.id), .real(Self.now))
            return try runs("where id = ?1", [.integer(run.id)]).first
        }
    }

    package func end(_ run: Run, _ state: Run.State, _ message: String?) throws {
        let file = try current()
        try file.transaction {
            try file.run(
                "update run set state = ?2, ended_at = ?3, message = ?4 where id = ?1", .integer(run.id),
                .text(state.rawValue), .real(Self.now), .optional(message))
            try forget(in: file)
        }
    }

    /// Lets a run wait for another attempt; where another one waits for the connection already, that one does it.
    ///
    /// - Parameter isCounted: whether what was begun was an attempt.
    package func again(_ run: Run, after delay: Double, isCounted: Bool, _ message: String?) throws {
        let file = try current()
        try file.transaction {
            try file.run(
                """
                update run set state = 'waiting', due_at = ?2, ended_at = ?3, message = ?4, attempts = attempts - ?5
                where id = ?1
                """, .integer(run.id), .real(Self.now + delay), .real(Self.now), .optional(message),
                .integer(isCounted ? 0 : 1))
            let others = try file.run(
                "select id, notifications from run where state = 'waiting' and connection = ?1 and id <> ?2",
                .text(run.connection), .integer(run.id))
            for other in others {
                guard let id = other[0].integer, let notifications = other[1].integer else { continue }
                try file.run("update job set run = ?1 where run = ?2", .integer(run.id), .integer(id))
                try file.run(
                    "update run set notifications = notifications + ?2 where id = ?1", .integer(run.id),
                    .integer(notifications))
                try file.run("delete from run where id = ?1", .integer(id))
            }
        }
    }

    /// In how many seconds the next run is due that is not yet; nil where there is none.
    package func nextDue() throws -> Double? {
        let now = Self.now
        return try current().run(
            "select min(due_at) from run where state = 'waiting' and due_at > ?1", .real(now)
        ).first?.first?.real.map { $0 - now }
    }

    /// The newest first, behind those that wait or are at work.
    package func newest(_ count: Int) throws -> [Run] {
        try runs("order by state in ('waiting', 'running') desc, id desc limit ?1", [.integer(count)])
    }

    /// How many wait, and for how many seconds the oldest of them has.
    package func length() throws -> (runs: Int, seconds: Double) {
        let row = try current().run("select count(*), min(queued_at) from run where state = 'waiting'").first
        return (row?[0].integer ?? 0, row?[1].real.map { max(0, Self.now - $0) } ?? 0)
    }

    package func close() { file = nil }

    private func forget(in file: StateFile) throws {
        let past = Self.now - Self.memory
        try file.run("delete from run where ended_at < ?1 and state in ('success', 'failure')", .real(past))
        try file.run("delete from job where received_at < ?1", .real(past))
    }

    private func runs(_ condition: String, _ values: [StateFile.Value]) throws -> [Run] {
        let rows = try current().run(
            """
            select
                id, connection, target, state, notifications, attempts, queued_at, due_at, started_at, ended_at, message
            from run \(condition)
            """, values)
        return rows.compactMap { row in
            guard let id = row[0].integer, let connection = row[1].text, let target = row[2].text,
                let state = row[3].text.flatMap(Run.State.init(rawValue:)), let queuedAt = row[6].real,
                let dueAt = row[7].real
            else { return nil }
            return Run(
                id: id, connection: connection, target: target, state: state, notifications: row[4].integer ?? 0,
                attempts: row[5].integer ?? 0, queuedAt: queuedAt, dueAt: dueAt, startedAt: row[8].real,
                endedAt: row[9].real, message: row[10].text)
        }
    }

    private func current() throws -> StateFile {
        guard let file else { throw StateFile.Failure(description: "\(path) is closed", isBusy: false) }
        return file
    }

    private static var now: Double { Date().timeIntervalSince1970 }
}
