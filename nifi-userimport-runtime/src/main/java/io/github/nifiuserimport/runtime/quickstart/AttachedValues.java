// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets a value that is attached by {@code =} be what it is, whether it looks like an option or not:
 * {@code --app-key=-hunter2}. One that stands apart and looks like an option is taken for one: a
 * value was forgotten, or a name misspelt.
 */
final class AttachedValues implements IParameterPreprocessor {

    private AttachedValues() {}

    /** Has the command line do so with each of its options. */
    static CommandLine takeAsTheyAre(final CommandLine line) {
        line.setUnmatchedOptionsAllowedAsOptionParameters(false);
        final CommandSpec command = line.getCommandSpec();
        final AttachedValues preprocessor = new AttachedValues();
        for (final OptionSpec option : List.copyOf(command.options())) {
            command.remove(option);
            command.addOption(OptionSpec.builder(option).preprocessor(preprocessor).build());
        }
        return line;
    }

    @Override
    public boolean preprocess(
            final Stack<String> arguments,
            final CommandSpec command,
            final ArgSpec option,
            final Map<String, Object> state) {
        final boolean attached = command.parser().separator().equals(state.get("separator"));
        command.parser().allowOptionsAsOptionParameters(attached);
        command.parser().unmatchedOptionsAllowedAsOptionParameters(attached);
        return false;
    }
}
