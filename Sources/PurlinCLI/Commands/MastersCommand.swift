import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import JSON

/// `purlin masters`: what systems and the configuration list of projects, cost codes, employees and machines.
struct MastersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masters",
        abstract: "Compare what systems list of projects, cost codes, employees and machines.",
        subcommands: [Compare.self]
    )
}

extension MastersCommand {
    /// `purlin masters compare`.
    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the entries by which the lists of masters differ from that of their owner.",
            discussion: """
                Reads the lists of all systems that have some, and writes nothing there. Each entry that differs is a case until \
                both sides agree. A system that cannot list a master is named as not compared. Exit code 0 if all that was \
                compared is equal; 1 if not, or if something is still to be delivered; 69 if a list could not be read; 78 if there \
                is nothing to compare.
                """
        )

        @Option(help: "A system whose lists are compared; all of them, and the configuration, without it.")
        var system: String?

        @Option(
            help: "What is compared: project, costCode, employee or equipment; all of them without it.",
            transform: Self.kind
        )
        var kind: MasterKind?

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        private static func kind(_ text: String) throws -> MasterKind {
            guard let kind = MasterKind(rawValue: text) else {
                let words = MasterKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("must be one of \(words), found '\(text)'")
            }
            return kind
        }

        func run() async throws {
            let session = try await Session.open(options, output, reach: .systems)
            let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
            if let system, !settings.systems.contains(where: { $0.name == system }) {
                throw output.fail("there is no system '\(system)' in the configuration", Exit.usage)
            }
            let store = try session.store(.client)
            let report: MasterReport
            do throws(StoreError) {
                let comparer = MasterComparer(settings: settings, store: store, clock: session.clock)
                report = try await comparer.compare(kind.map { [$0] } ?? MasterKind.allCases, in: system)
                try await MasterDesk(settings: settings, store: store).note(report, by: Engine.actor)
            } catch {
                throw output.fail(error.description, error.exitCode)
            }
            output.print(report.text, json: report.json)
            switch report.verdict {
            case .equal: return
            case .differs, .waiting: throw Exit.negative
            case .unread: throw Exit.unavailable
            case .nothing: throw Exit.configuration
            }
        }
    }
}

extension MasterReport {
    fileprivate var text: String {
        var lines: [String] = []
        if !comparisons.isEmpty {
            var table = TextTable(
                ["master", "owner", "in use", "compared with", "in use", "unreadable"],
                rightAligned: [2, 4, 5]
            )
            for one in comparisons {
                table.add([
                    one.master.rawValue, one.owner.name, "\(one.owned)", one.holder.name, "\(one.held)",
                    "\(one.unusable)",
                ])
            }
            lines.append(table.text)
        }
        lines += differences.map { difference in
            let waits = difference.isOnItsWay ? "; it is still to be delivered" : ""
            return "\(difference.kind.rawValue) \(difference.master.rawValue) \(difference.key.printable): "
                + "\(difference.text.printable)\(waits)"
        }
        lines += gaps.map { gap in
            "not compared: \(gap.master.rawValue)\(gap.system.map { " of \($0)" } ?? ""): \(gap.reason)"
        }
        return (lines + [conclusion]).joined(separator: "\n")
    }

    private var conclusion: String {
        switch verdict {
        case .equal: "equal"
        case .waiting: "equal, but \(differences.count) are still to be delivered"
        case .differs: "\(differences.count) differ"
        case .unread: "not all lists could be read"
        case .nothing: "there is nothing to compare"
        }
    }

    fileprivate var json: JSON {
        [
            "at": .string(at.text), "verdict": .string(verdict.rawValue),
            "comparisons": .array(
                comparisons.map { one in
                    [
                        "master": .string(one.master.rawValue), "owner": .string(one.owner.name),
                        "holder": .string(one.holder.name), "owned": .integer(Int64(one.owned)),
                        "held": .integer(Int64(one.held)), "unusable": .integer(Int64(one.unusable)),
                    ]
                }
            ),
            "differences": .array(differences.map(\.json)),
            "notCompared": .array(
                gaps.map { gap in
                    [
                        "master": .string(gap.master.rawValue), "system": JSON(gap.system),
                        "why": .string(gap.reason), "isFailure": .bool(gap.isFailure),
                    ]
                }
            ),
        ]
    }
}
