import Foundation

/// What a workload achieved, beside what the same machine can do at best.
struct PipelineFigures: CustomStringConvertible {
    let name: String
    let perSecond: Double
    let bare: BareFigures
    /// Processor time for all records, in seconds.
    let processor: Double
    let records: Int
    let fsyncs: Double
    let acknowledgements: [Duration]
    let peakMemory: Int

    var description: String {
        """
        \(name)
          guarantee            acknowledged after fsync, exactly one entry of the journal for each change
          records/s            \(Int(perSecond))
          bare SQLite loop     \(Int(bare.perSecond)) records/s (same rows, same commits, equal durability); ratio \
        \(Self.ratio(perSecond, bare.perSecond))
          processor            \(microseconds(processor)) µs a record; bare loop \(microseconds(bare.processor)) µs; ratio \
        \(Self.ratio(bare.processor, processor))
          fdatasync of 4 KiB   \(Int(fsyncs))/s; commits to fsyncs \(Self.ratio(commitsPerSecond, fsyncs))
          acknowledged         p50 \(milliseconds(at: 0.5)) ms, p99 \(milliseconds(at: 0.99)) ms, \
        \(acknowledgements.count) commits
          peak memory          \(peakMemory / 1024) MiB

        """
    }

    /// The same for a program to read: name, guarantee, batch, records/s, p50 and p99 of an acknowledgement in
    /// milliseconds and memory in MiB, between tabs.
    func row(batch: Int) -> String {
        [
            "Purlin, \(name)", "one effect a record", "\(batch)", "\(Int(perSecond))", milliseconds(at: 0.5),
            milliseconds(at: 0.99), "\(peakMemory / 1024)",
        ]
        .joined(separator: "\t")
    }

    /// How many commits a single client would get through, one after the other.
    private var commitsPerSecond: Double {
        let total = acknowledgements.reduce(0.0) { $0 + $1.inSeconds }
        return total > 0 ? Double(acknowledgements.count) / total : 0
    }

    private func microseconds(_ seconds: Double) -> String {
        String(format: "%.1f", seconds * 1_000_000 / Double(records))
    }

    private func milliseconds(at share: Double) -> String {
        guard !acknowledgements.isEmpty else { return "-" }
        let position = min(Int(Double(acknowledgements.count) * share), acknowledgements.count - 1)
        return String(format: "%.2f", acknowledgements[position].inSeconds * 1000)
    }

    private static func ratio(_ figure: Double, _ ceiling: Double) -> String {
        String(format: "%.2f", figure / ceiling)
    }
}

extension Duration {
    /// The duration in seconds, for printing.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

/// What the bare loop achieved.
struct BareFigures {
    let perSecond: Double
    /// Processor time for all records, in seconds.
    let processor: Double
}

/// The processor time of this process, which other processes on the machine hardly change.
enum ProcessorTime {
    /// The time that all threads have used, in seconds.
    static var used: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The memory of this process, from `/proc/self/status`, in KiB; 0 where there is none.
enum MemoryUse {
    /// The most that was resident at once since ``startAnew()``.
    static var peak: Int { value(of: "VmHWM:") }

    /// What is resident now.
    static var resident: Int { value(of: "VmRSS:") }

    /// Forgets the peak.
    static func startAnew() {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    private static func value(of name: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return 0 }
        return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first ?? 0
    }
}
