import ArgumentParser
import CanonicalModel
import Foundation
import TabularText

/// Reads a file of hours, typed and validated, and prints how fast and in how much memory; makes the file if it is missing.
@main
struct Main: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table-benchmark",
        abstract: "Read a table of eight columns, typed and validated; run.sh puts peers beside it."
    )

    @Option(help: "The file; it is made if it is missing or has another size.")
    var file: String

    @Option(help: "How many bytes the file has.")
    var bytes = 1 << 30

    @Option(help: "What the file is made from.")
    var seed: UInt64 = 5

    @Option(help: "How many bytes are read at once.")
    var chunk = 1 << 16

    @Option(help: "Instead of the file, read one line of so many bytes, to see what is kept of it.")
    var oneLine: Int?

    @Flag(help: "Only make the file.")
    var onlyMake = false

    @Flag(help: "Print one row for race.py: name, rows, seconds, CPU seconds, MiB, sum of the hours.")
    var rowOnly = false

    func run() throws {
        if let oneLine { return try refuseOneLine(of: oneLine) }
        let hours = HoursFile(path: file)
        try hours.make(bytes: bytes, seed: seed)
        if onlyMake { return }
        let before = Self.usage
        let start = ContinuousClock.now
        let (rows, sum) = try read()
        let time = ContinuousClock.now - start
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        let usage = Self.usage
        let cpu = usage.seconds - before.seconds
        let memory = usage.ru_maxrss / 1024
        if rowOnly {
            print("Purlin\t\(rows)\t\(String(format: "%.3f\t%.3f", seconds, cpu))\t\(memory)\t\(sum)")
        } else {
            print(
                "\(rows) rows in \(String(format: "%.2f", seconds)) s: \(Int(Double(rows) / seconds)) rows/s, \(memory) MiB"
            )
        }
    }

    /// Counts the rows and adds the hours, so that every contestant can be seen to have read the same.
    private func read() throws -> (rows: Int, hours: Decimal) {
        guard let handle = FileHandle(forReadingAtPath: file) else { throw CocoaError(.fileReadNoSuchFile) }
        defer { try? handle.close() }
        var reader = TableReader(HoursFile.layout, file: file)
        var rows = 0
        var sum = Decimal()
        func count(_ items: [TableItem]) throws {
            for item in items {
                switch item {
                case .row(let row):
                    rows += 1
                    if case .decimal(let hours) = row.values[5] {
                        sum += hours
                    }
                case .badRow(_, let issues): throw issues[0]
                case .total, .passedOver: break
                }
            }
        }
        var isAtEnd = false
        while !isAtEnd {
            let bytes = try unsafe [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                let read = unsafe Foundation.read(handle.fileDescriptor, buffer.baseAddress, chunk)
                guard read >= 0 else {
                    let reason = unsafe String(cString: strerror(errno))
                    throw ValidationError("\(file): cannot be read to its end: \(reason)")
                }
                count = read
            }
            isAtEnd = bytes.isEmpty
            if !isAtEnd { try count(try reader.take(bytes)) }
        }
        try count(try reader.finish())
        return (rows, sum)
    }

    /// Reads a row that is too long, from memory, and prints what was said of it.
    private func refuseOneLine(of bytes: Int) throws {
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: chunk)
        var reader = TableReader(HoursFile.layout, file: "one line")
        _ = try reader.take(Array("Co Code,Employee,Job,Cost Code,Day,Hours,Rate,Note\r\n".utf8))
        var items: [TableItem] = []
        var left = bytes
        while left > 0 {
            items += try reader.take(left < chunk ? Array(piece.prefix(left)) : piece)
            left -= chunk
        }
        items += try reader.finish()
        guard case .badRow(_, let issues)? = items.first, items.count == 1 else {
            throw ValidationError("the line was not refused")
        }
        print("one line of \(bytes) bytes: \(issues[0]); \(Self.usage.ru_maxrss / 1024) MiB")
    }

    /// What this process used so far.
    private static var usage: rusage {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }
}

extension rusage {
    /// The CPU time in seconds.
    fileprivate var seconds: Double {
        [ru_utime, ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
