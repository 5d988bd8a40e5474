package import ConnectorConformance

/// The connectors that come with Purlin, each in each of its worlds.
package enum ShippedSubjects {
    /// All of them, by their names.
    package static let all: [any ConformanceSubject] = {
        var subjects: [any ConformanceSubject] = [CSVSubject(), EstimatingSubject(), MeterSubject()]
        subjects += OdooSubject.all
        subjects += PayrollSubject.all
        subjects += TelematicsSubject.all
        subjects.append(WebhookSubject())
        return subjects
    }()
}
