// Tests that use the kit's clock, log and transport find them by the import of this module alone.
@_exported public import ConnectorConformance
