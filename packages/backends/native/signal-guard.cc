// Lets signals wait while TensorFlow works.
//
// Some matrix products of oneDNN, which libtensorflow 2.21 has inside, do not survive a signal handler that runs in the
// middle of them: the heap is corrupted, and the process ends in malloc. A terminal that changes its size sends such a
// signal, and so does Node's profiler, at every sample. The binding is linked with `--wrap` for both functions, so that
// its calls come through here. The threads that TensorFlow starts inherit the mask, and never handle a signal.
#include <pthread.h>
#include <signal.h>

#include <initializer_list>

#include "tensorflow/c/eager/c_api.h"

namespace {

class SignalGuard {
 public:
  SignalGuard() {
    sigset_t waiting;
    sigfillset(&waiting);
    // What an instruction itself causes cannot wait.
    for (int fault : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP}) sigdelset(&waiting, fault);
    pthread_sigmask(SIG_BLOCK, &waiting, &before_);
  }
  ~SignalGuard() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

extern "C" {

TFE_Context* __real_TFE_NewContext(const TFE_ContextOptions* options, TF_Status* status);
void __real_TFE_Execute(TFE_Op* op, TFE_TensorHandle** outputs, int* output_count, TF_Status* status);

TFE_Context* __wrap_TFE_NewContext(const TFE_ContextOptions* options, TF_Status* status) {
  SignalGuard guard;
  return __real_TFE_NewContext(options, status);
}

void __wrap_TFE_Execute(TFE_Op* op, TFE_TensorHandle** outputs, int* output_count, TF_Status* status) {
  SignalGuard guard;
  __real_TFE_Execute(op, outputs, output_count, status);
}

}
