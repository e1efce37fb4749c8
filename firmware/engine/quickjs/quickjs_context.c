#include "quickjs_internal.h"

JSContext *aio_quickjs_new_context(JSRuntime *runtime)
{
	JSContext *context = JS_NewContextRaw(runtime);
	bool failed = context == NULL || JS_AddIntrinsicBaseObjects(context) ||
		      JS_AddIntrinsicDate(context) || JS_AddIntrinsicEval(context) ||
		      JS_AddIntrinsicRegExp(context) || JS_AddIntrinsicJSON(context) ||
		      JS_AddIntrinsicProxy(context) || JS_AddIntrinsicMapSet(context) ||
		      JS_AddIntrinsicTypedArrays(context) || JS_AddIntrinsicPromise(context) ||
		      JS_AddIntrinsicWeakRef(context);

	return failed ? NULL : context;
}
