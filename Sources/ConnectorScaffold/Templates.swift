/// The templates of this module's folder `Templates`, which are part of the program.
enum Templates {
    static let connector = Template(PackageResources.AcmeConnector_swift_txt)
    static let reading = Template(PackageResources.AcmeReading_swift_txt)
    static let subject = Template(PackageResources.AcmeSubject_swift_txt)
    static let world = Template(PackageResources.AcmeWorld_swift_txt)
    static let costs = Template(PackageResources.AcmeCosts_swift_txt)
    static let host = Template(PackageResources.AcmeHostMain_swift_txt)
    static let conformance = Template(PackageResources.AcmeConformanceMain_swift_txt)
    static let conformanceTests = Template(PackageResources.AcmeConformanceTests_swift_txt)
    static let unfinishedTests = Template(PackageResources.AcmeUnfinishedTests_swift_txt)
    static let simulatorMain = Template(PackageResources.AcmeSimulatorMain_swift_txt)
    static let system = Template(PackageResources.AcmeSystem_swift_txt)
    static let systemReadings = Template(PackageResources.AcmeSystem_Readings_swift_txt)
    static let systemCosts = Template(PackageResources.AcmeSystem_Costs_swift_txt)
    static let package = Template(PackageResources.Package_swift_txt)
    static let readme = Template(PackageResources.README_md_txt)
    static let simulatorReadme = Template(PackageResources.SimulatorREADME_md_txt)
    static let ignored = Template(PackageResources.gitignore_txt)

    /// The end of the names of a capability's files, and what stands in the connector's and in the world's.
    static func parts(of capability: ConnectorCapability) -> (ending: String, connector: Template, world: Template) {
        switch capability {
        case .rest:
            (
                "Rows", Template(PackageResources.AcmeConnector_Rows_swift_txt),
                Template(PackageResources.AcmeWorld_Rows_swift_txt)
            )
        case .restSink:
            (
                "Costs", Template(PackageResources.AcmeConnector_Costs_swift_txt),
                Template(PackageResources.AcmeWorld_Costs_swift_txt)
            )
        case .file:
            (
                "Files", Template(PackageResources.AcmeConnector_Files_swift_txt),
                Template(PackageResources.AcmeWorld_Files_swift_txt)
            )
        case .fileSink:
            (
                "FileSink", Template(PackageResources.AcmeConnector_FileSink_swift_txt),
                Template(PackageResources.AcmeWorld_FileSink_swift_txt)
            )
        case .csv:
            (
                "Table", Template(PackageResources.AcmeConnector_Table_swift_txt),
                Template(PackageResources.AcmeWorld_Table_swift_txt)
            )
        case .webhook:
            (
                "Webhooks", Template(PackageResources.AcmeConnector_Webhooks_swift_txt),
                Template(PackageResources.AcmeWorld_Webhooks_swift_txt)
            )
        }
    }
}
