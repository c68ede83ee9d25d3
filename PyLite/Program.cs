using PyLite.Cli;
using PyLite.Interpreter;
using PyLite.Modules;

// Python programs recurse deeply: the interpreter gets a thread with a stack that outlasts its recursion limit.
const int stackBytes = 512 << 20;
int exitCode = 0;
var thread = new Thread(() => exitCode = PyLiteCommand.Run(CommandLineBytes.Restore(args)), stackBytes);
thread.Start();
thread.Join();
if (ProgramRunner.WasInterrupted) Interrupts.EndProcess();
return exitCode;
