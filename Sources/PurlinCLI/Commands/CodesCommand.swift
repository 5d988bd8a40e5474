import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import JSON
import TableMapping

/// `purlin codes`: the crosswalk of cost codes, and what it does not cover.
struct CodesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "List what the codes of systems stand for, and find what is not mapped.",
        subcommands: [List.self, Coverage.self],
        defaultSubcommand: List.self
    )
}

extension CodesCommand {
    /// `purlin codes list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the entries under 'codes'.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await Session.open(options, output)
            var table = TextTable([
                "system", "code", "type", "stands for", "kind of cost", "from", "until", "approved by", "note",
            ])
            for entry in session.configuration.codes {
                table.add([
                    entry.system, entry.from, entry.fromType ?? "any", entry.costCode, entry.costType.rawValue,
                    entry.validFrom.text, entry.validUntil?.text ?? "-", entry.approvedBy ?? "nobody",
                    entry.note ?? "",
                ])
            }
            let holes = session.configuration.codeHoles
            output.print(
                ([table.text] + holes.map { "warn \($0)" }).joined(separator: "\n"),
                json: [
                    "codes": .array(session.configuration.codes.map(\.json)),
                    "holes": .array(holes.map { .string($0.description) }),
                ]
            )
        }
    }

    /// `purlin codes coverage MAPPING FILE --system NAME`, `purlin codes coverage --period 2026-01`.
    struct Coverage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which codes of a file, or of a month's hours, stand for no cost code, and how much waits.",
            discussion: "Exit code 0 if each code is mapped; 1 if some are not; 78 if the mapping is wrong."
        )

        @Argument(help: "The mapping of the file.", completion: .file(extensions: ["yaml", "yml"]))
        var mapping: String?

        @Argument(help: "The file.", completion: .file())
        var file: String?

        @Option(help: "The system whose codes they are.")
        var system: String?

        @Option(help: "The day for which codes must hold, such as 2026-01-05; by default that of the work, or today.")
        var on: String?

        @Option(help: "In the place of a file: the hours that were received of this month, such as 2026-01.")
        var period: String?

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            if let on, CalendarDate(on) == nil { throw ValidationError("--on must be a date such as 2026-01-05") }
            if let period {
                guard CalendarDate("\(period)-01") != nil else {
                    throw ValidationError("--period must be a month such as 2026-01")
                }
                guard mapping == nil, on == nil else { throw ValidationError("--period takes no file, and no --on") }
            } else {
                guard mapping != nil, file != nil else {
                    throw ValidationError("give a mapping and a file, or --period")
                }
                guard system != nil else { throw ValidationError("--system says whose codes the file uses") }
            }
        }

        func run() async throws {
            let session = try await Session.open(options, output)
            if let system, !session.configuration.systems.contains(where: { $0.name == system }) {
                throw output.fail("there is no system '\(system)' in the configuration", Exit.usage)
            }
            if let period { return try await report(period, session) }
            guard let mapping, let file, let system else { return }
            let document = try MappingFile.document(mapping, output)
            let table = try MappingFile.use(output) { () throws(MappingFault) in try TableMapping(document) }
            let rehearsal = try MappingFile.rehearse(table, file, output)
            let coverage = try await CodeCoverage(
                rehearsal,
                of: system,
                on: on.flatMap { CalendarDate($0) },
                session,
                output
            )
            output.print(coverage.text(in: table.object.unit), json: coverage.json)
            if !coverage.isComplete { throw Exit.negative }
        }

        /// The codes of the hours that were received of a month, system by system.
        private func report(_ period: String, _ session: Session) async throws {
            let store = try session.storeToRead()
            let uses: [String: [CodeCoverage.Use]]
            do throws(StoreError) {
                uses = try await ReceivedCodes(store: store).uses(in: period)
            } catch {
                throw output.fail(error.description, error.exitCode)
            }
            let found = uses.filter { name, _ in system.map { $0 == name } ?? true }.sorted { $0.key < $1.key }
                .map { ($0.key, CodeCoverage(of: $0.value, in: session.configuration.crosswalk)) }
            let text = found.map { name, coverage in "\(name): \(coverage.text(in: "hours"))" }
            output.print(
                text.isEmpty ? "no hours of \(period) were received" : text.joined(separator: "\n"),
                json: [
                    "period": .string(period),
                    "systems": .object(found.reduce(into: JSONObject()) { $0[$1.0] = $1.1.json }),
                ]
            )
            if found.contains(where: { !$0.1.isComplete }) { throw Exit.negative }
        }
    }
}

extension CodeMapping {
    fileprivate var json: JSON {
        [
            "system": .string(system), "from": .string(from), "type": fromType.map { .string($0) } ?? .null,
            "to": .string(costCode), "costType": .string(costType.rawValue), "validFrom": .string(validFrom.text),
            "validUntil": validUntil.map { .string($0.text) } ?? .null,
            "approvedBy": approvedBy.map { .string($0) } ?? .null, "note": note.map { .string($0) } ?? .null,
        ]
    }
}

extension CodeCoverage {
    /// Looks up the codes of a file.
    ///
    /// - Parameters:
    ///   - rehearsal: What the file would bring.
    ///   - system: The name of the system whose codes they are.
    ///   - day: The day for which all must hold; `nil` for that of the work, or today.
    ///   - session: The configuration and its store.
    ///   - output: Where an error is told.
    /// - Throws: The exit code of a store that cannot be read, already explained.
    init(
        _ rehearsal: Rehearsal,
        of system: String,
        on day: CalendarDate? = nil,
        _ session: Session,
        _ output: OutputOptions
    ) async throws {
        let store = try session.storeToRead()
        let now: Instant
        do throws(StoreError) {
            now = try await session.present(in: store)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        let today = CalendarDate(daysSince1970: Int(now.seconds / 86_400))
        let uses = rehearsal.codes.map { use, sum in
            CodeCoverage.Use(
                system: system,
                code: use.code,
                type: use.type,
                date: day ?? use.day ?? today,
                amount: sum.amount,
                count: sum.count
            )
        }
        self.init(of: uses, in: session.configuration.crosswalk)
    }

    /// What is covered and what is not, with how much of `unit` is behind it: hours, or an amount.
    func text(in unit: String) -> String {
        let head = "\(covered) of \(uses) lines are mapped, \(coveredAmount.plainText) of \(amount.plainText)"
        guard !isComplete else { return head }
        var table = TextTable(["code", "type", "lines", unit, "why"], rightAligned: [2, 3])
        for gap in gaps {
            let code = gap.code.isEmpty ? "(none)" : gap.code.printable
            table.add([code, gap.type?.printable ?? "", "\(gap.uses)", gap.amount.plainText, gap.match.description])
        }
        return "\(head)\n\(table.text)"
    }

    var json: JSON {
        [
            "lines": .integer(Int64(uses)), "mapped": .integer(Int64(covered)), "amount": .string(amount.plainText),
            "mappedAmount": .string(coveredAmount.plainText),
            "gaps": .array(
                gaps.map { gap in
                    [
                        "system": .string(gap.system), "code": .string(gap.code),
                        "type": gap.type.map { .string($0) } ?? .null, "lines": .integer(Int64(gap.uses)),
                        "amount": .string(gap.amount.plainText), "why": .string(gap.match.description),
                    ]
                }
            ),
        ]
    }
}
