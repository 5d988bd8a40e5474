/// A file by which payroll answers.
struct OutputFile: Sendable {
    /// What the file is for.
    enum Kind: String, Sendable, CaseIterable {
        /// An acknowledgement.
        case ack
        /// The refused lines.
        case rej
        /// A report of the whole import.
        case rpt
        /// What was paid.
        case register
    }

    let kind: Kind
    let name: String
    let text: String
}

/// What payroll says to a batch.
struct Answer: Sendable {
    let batch: String
    /// The name of its files without extension.
    var base: String
    let status: Batch.Status
    let read: Int
    let accepted: Int
    let hours: Exact
    var refusals: [Refusal] = []

    /// The files under a profile.
    func files(_ profile: Setup.Profile) -> [OutputFile] {
        guard profile != .check else { return [OutputFile(kind: .rpt, name: base + ".rpt", text: report)] }
        var files = [OutputFile(kind: .ack, name: base + ".ack", text: summary(status.rawValue) + "\n")]
        if !refusals.isEmpty { files.append(OutputFile(kind: .rej, name: base + ".rej", text: rejects)) }
        return files
    }

    private func summary(_ status: String) -> String {
        [
            "batch=\(batch)", "status=\(status)", "read=\(read)", "accepted=\(accepted)", "rejected=\(read - accepted)",
            "hours_accepted=\(hours.text(2))",
        ].joined(separator: ";")
    }

    private var rejects: String {
        let rows = refusals.map { DelimitedText.line([$0.line.map(String.init) ?? "", $0.code, $0.message]) }
        return (["line,code,message"] + rows).joined(separator: "\n") + "\n"
    }

    private var report: String {
        let word = status == .accepted ? "Completed" : "Completed with Errors and Warnings"
        let rows = refusals.map {
            DelimitedText.line([$0.line.map(String.init) ?? "", $0.employee, $0.code, $0.message])
        }
        return ([summary(word), "line,worker_id,code,message"] + rows).joined(separator: "\n") + "\n"
    }
}
