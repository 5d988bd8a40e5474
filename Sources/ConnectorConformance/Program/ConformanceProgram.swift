import Foundation
import JSON

/// The list as a program: what `purlin conformance` starts, and what a connector's own package can make an executable of.
///
/// ```swift
/// @main struct Main {
///     static func main() async { await ConformanceProgram.main([AcmeSubject()]) }
/// }
/// ```
public enum ConformanceProgram: Sendable {
    /// Tries subjects as the process's arguments say, prints the report and ends the process.
    ///
    /// Ends with 0 if nothing has to be done, 1 if something has, 64 for arguments that cannot be understood, and 69 if the
    /// program of a connector is not there.
    ///
    /// - Parameter subjects: Connectors in their worlds, each with a name of its own.
    public static func main(_ subjects: [any ConformanceSubject]) async -> Never {
        let status = await run(
            subjects,
            arguments: Array(CommandLine.arguments.dropFirst()),
            print: { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) },
            complain: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }
        )
        exit(status)
    }

    /// Tries subjects as arguments say.
    ///
    /// - Parameters:
    ///   - subjects: Connectors in their worlds, each with a name of its own.
    ///   - arguments: The arguments without the program's name; ``usage`` tells them.
    ///   - print: Is told what belongs to standard output, without the end of its last line.
    ///   - complain: Is told what belongs to standard error, likewise.
    /// - Returns: What the process is to end with, as ``main(_:)`` says.
    public static func run(
        _ subjects: [any ConformanceSubject],
        arguments: [String],
        print: @escaping @Sendable (String) -> Void,
        complain: @Sendable (String) -> Void
    ) async -> Int32 {
        do throws(ConformanceRefusal) {
            let request = try ConformanceRequest(arguments)
            if request.help {
                print(usage)
                return 0
            }
            let chosen = try request.choose(from: subjects)
            if request.list {
                print(listing(of: chosen))
                return 0
            }
            let hosted = try request.host(chosen)
            return await request.json ? reportJSON(hosted, request, print) : reportText(hosted, request, print)
        } catch {
            complain(error.reason)
            return error.status
        }
    }

    /// What the arguments are.
    public static let usage = """
        usage: [--subject NAME]… [--only ID[,ID]…]… [--host linked|process] [--parallel N] [--json] [--list] [--help]
          --subject  only the subject, or the subjects of the connector, with this name
          --only     only the tests with these numbers, for example R03
          --host     whether the connector is linked in, as it is unless this is given, or runs in a process of its own
          --parallel how many tests are tried at the same time; as many as the machine has cores unless this is given
          --json     print one JSON document
          --list     print the names of the subjects and the numbers of the tests that are for each
        """

    private static func reportText(
        _ subjects: [any ConformanceSubject],
        _ request: ConformanceRequest,
        _ print: @escaping @Sendable (String) -> Void
    ) async -> Int32 {
        var status: Int32 = 0
        for subject in subjects {
            print(ConformanceReport(on: subject, []).heading)
            let report = await Conformance.report(on: subject, only: request.only, parallel: request.parallel) {
                print($0.text)
            }
            print(report.counts)
            status = max(status, report.exitStatus)
        }
        return status
    }

    private static func reportJSON(
        _ subjects: [any ConformanceSubject],
        _ request: ConformanceRequest,
        _ print: @Sendable (String) -> Void
    ) async -> Int32 {
        var reports: [ConformanceReport] = []
        for subject in subjects {
            reports.append(await Conformance.report(on: subject, only: request.only, parallel: request.parallel))
        }
        let document: JSON = [
            "passed": .bool(reports.allSatisfy(\.isPassed)), "host": .string(request.host.rawValue),
            "reports": .array(reports.map(\.json)),
        ]
        print(document.text(style: .compact))
        return reports.map(\.exitStatus).max() ?? 0
    }

    private static func listing(of subjects: [any ConformanceSubject]) -> String {
        subjects.map { subject in
            "\(subject.name): " + Conformance.tests(of: subject).map(\.id).joined(separator: " ")
        }
        .joined(separator: "\n")
    }
}
