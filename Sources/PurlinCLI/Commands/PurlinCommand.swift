import ArgumentParser

/// The command line of Purlin.
struct PurlinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purlin",
        abstract: "Connects a contractor's systems, exactly to the cent.",
        discussion: """
            Exit codes: 0 success; 1 the answer is no (a check failed, the journal is not whole, a total differs, a \
            decision was refused, a sample leaves something open, a row cannot be used); 64 the command line is wrong; 69 a store or system cannot be used at the moment; \
            78 the configuration is wrong.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, CheckCommand.self, ConnectorsCommand.self, ConnectorCommand.self, JournalCommand.self,
            ApprovalsCommand.self, CasesCommand.self, SchedulesCommand.self, PeriodCommand.self, ReplayCommand.self,
            ReconcileCommand.self, ShadowCommand.self, MigrationCommand.self, AuditCommand.self, WebhooksCommand.self,
            OnboardCommand.self,
            MapCommand.self,
            RehearseCommand.self, CodesCommand.self,
            BudgetCommand.self, ScenarioCommand.self, SimulatorsCommand.self, RecordCommand.self,
            ConformanceCommand.self, CatalogueCommand.self, GovernanceCommand.self, DemoCommand.self,
            IntercompanyCommand.self, UsageCommand.self, RetentionCommand.self,
            MastersCommand.self,
        ]
    )
}
