import ConnectorStore
import ConnectorTesting
import Foundation
import SQLiteStore

/// Does one kind of work on a store until it is killed or told to finish; for the tests of crashes.
///
/// `KillWorkloads WORKLOAD FOLDER --generation N [--finish] [--client] [--broken]`. What it says on standard output, a line each,
/// is what its killer may rely on: `open`, `verified COUNT`, `ack WHAT` once WHAT is durable, `done` after `--finish`; `begin
/// STEP` and `end STEP` tell what is under way.
@main
struct Main {
    static func main() async {
        do {
            let job = try Job(CommandLine.arguments)
            guard let workload = Workloads.all[job.workload] else {
                throw JobError(description: "there is no workload '\(job.workload)'")
            }
            let store = try SQLiteStore(path: job.folder + "/purlin.sqlite", role: job.isClient ? .client : .runtime)
            Line.say("open")
            let verification = try await JournalVerification.verify(store)
            guard verification.isWhole else { throw JobError(description: "broken: \(verification.findings)") }
            Line.say("verified \(verification.entries)")
            try await workload(job, store)
            try store.close()
            Line.say("done")
        } catch {
            Line.say("failed \(error)")
            exit(1)
        }
    }
}

/// What a process was told to do.
struct Job: Sendable {
    let workload: String
    let folder: String
    /// The number of the start, counted from 1.
    let generation: Int
    /// Whether the work is to come to its end: nothing new is begun, and no system fails any more.
    let isFinishing: Bool
    /// Whether it works beside a runtime.
    let isClient: Bool
    /// Whether it makes the mistake that the tests must find.
    let isBroken: Bool
    /// What else a workload needs, by name.
    let options: [String: String]

    init(_ arguments: [String]) throws {
        guard arguments.count >= 5, arguments[3] == "--generation", let generation = Int(arguments[4]) else {
            throw JobError(
                description: "usage: KillWorkloads WORKLOAD FOLDER --generation N [--finish] [--client] [--broken]"
            )
        }
        workload = arguments[1]
        folder = arguments[2]
        self.generation = generation
        isFinishing = arguments.contains("--finish")
        isClient = arguments.contains("--client")
        isBroken = arguments.contains("--broken")
        let rest = arguments[5...].filter { !["--finish", "--client", "--broken"].contains($0) }
        let pairs = zip(rest, rest.dropFirst()).filter { $0.0.hasPrefix("--") }
        options = Dictionary(pairs.map { (String($0.0.dropFirst(2)), $0.1) }) { $1 }
    }

    /// A generator of its own for each start.
    var random: SeededGenerator { SeededGenerator(seed: UInt64(generation)) }
}

/// Why the work cannot go on.
struct JobError: Error, CustomStringConvertible {
    let description: String
}

/// A line of standard output, written at once.
enum Line {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
