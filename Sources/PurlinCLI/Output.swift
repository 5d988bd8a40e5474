import ArgumentParser
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON

/// How a command ends; documented in the README.
enum Exit {
    /// The answer is no: a check failed, the journal is not whole, a total differs, a decision was refused.
    static let negative = ExitCode(1)
    /// The command line cannot be understood.
    static let usage = ExitCode(64)
    /// A store or system cannot be used at the moment.
    static let unavailable = ExitCode(69)
    /// The configuration cannot be used.
    static let configuration = ExitCode(78)
}

extension StoreError {
    /// How a command ends that could not do what it should.
    var exitCode: ExitCode {
        if case .conflict = self { return Exit.negative }
        return Exit.unavailable
    }
}

extension GovernanceError {
    /// How a command ends whose decision was not taken.
    var exitCode: ExitCode {
        switch self {
        case .store(let error): error.exitCode
        case .unavailable: Exit.unavailable
        case .unknownPerson, .roleMissing, .approval, .delegation, .reasonMissing, .unchanged: Exit.negative
        }
    }
}

/// Options that every command has.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.")
    var json = false

    /// Prints `text`, or with `--json` the value on one line.
    func print(_ text: @autoclosure () -> String, json value: @autoclosure () -> JSON) {
        Output.line(json ? value().text(style: .compact) : text())
    }

    /// Prints an error on standard error, and with `--json` as a value on standard output.
    func fail(_ message: String, _ code: ExitCode) -> ExitCode {
        if json { Output.line(JSON.object(["error": .string(message)]).text(style: .compact)) }
        Output.error("purlin: \(message)")
        return code
    }
}

/// Writes lines at once, so that a process that reads them need not wait.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// Rows of text in columns that are as wide as their widest cell.
struct TextTable {
    private var rows: [[String]]
    private let rightAligned: Set<Int>

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - header: The titles of the columns.
    ///   - rightAligned: The columns that hold numbers.
    init(_ header: [String], rightAligned: Set<Int> = []) {
        rows = [header]
        self.rightAligned = rightAligned
    }

    mutating func add(_ row: [String]) {
        rows.append(row)
    }

    var text: String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? blanks + cell : cell + blanks
            }
            return String(cells.joined(separator: "  ").reversed().drop(while: \.isWhitespace).reversed())
        }
        return lines.joined(separator: "\n")
    }
}
