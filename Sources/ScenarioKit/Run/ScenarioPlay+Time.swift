import CanonicalModel
import ConnectorKit
import Foundation
import JSON

extension ScenarioPlay {
    /// A runtime at work, and what it tells.
    private struct Runtime {
        let process: ChildProcess
        var lines: AsyncStream<String>.Iterator
    }

    /// Lets time pass step by step, each until no company's runtime has anything left to do.
    func pass(until end: Instant, every span: String) async throws {
        let step = ScenarioMoment.seconds(span) ?? 3600
        var runtimes: [Runtime] = []
        do {
            for company in scenario.companies {
                let process = try site.start(["run"], of: company)
                runtimes.append(Runtime(process: process, lines: process.lines.makeAsyncIterator()))
            }
            // What it asks while it starts must be answered by systems that are as far as it is.
            for index in runtimes.indices { try await settle(&runtimes[index]) }
            repeat {
                now = min(now.adding(seconds: step), end)
                try await site.setClocks(now)
                for index in runtimes.indices { try await settle(&runtimes[index]) }
            } while now < end
        } catch {
            for runtime in runtimes { await runtime.process.kill() }
            throw error
        }
        for runtime in runtimes { runtime.process.terminate() }
        for runtime in runtimes {
            let status = await runtime.process.finish().status
            guard status == 0 else {
                throw ScenarioFailure(
                    description: "'purlin run' ended with \(status) when it was stopped; see "
                        + "\(site.folder.path)/scenario.log"
                )
            }
        }
    }

    private func settle(_ runtime: inout Runtime) async throws {
        while true {
            guard let line = await runtime.lines.next(isolation: #isolation), let event = try? JSON(parsing: line)
            else {
                throw ScenarioFailure(
                    description: "'purlin run' ended at \(now.text); see \(site.folder.path)/scenario.log"
                )
            }
            let at = event["at"]?.stringValue.flatMap { Instant($0) }
            if event["event"]?.stringValue == "settled", at.map({ $0 >= now }) ?? false { return }
        }
    }
}
