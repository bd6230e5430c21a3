package dev.parley.contract;

/** What sort of contract it is; fees differ by it (ESC-4). */
public enum ContractKind {
    MARKETPLACE,
    DIRECT
}
