# Read by quickjs.cmake: how our copy of quickjs.c differs from the published one.
#
# Promises and await are what a program here spends its time on. The published engine makes two function objects for each
# promise and two more for each await, most of which nobody ever sees. Each change says what it saves in an echo of
# bench/echo.ts; none changes what a program can observe, but where it says so.
#
# Every text to be replaced occurs exactly once in QuickJS-ng 0.16.2: with another version this stops, and says where.

include(${FIRMWARE}/engine/replace_once.cmake)

file(READ ${QUICKJS}/quickjs.c quickjs_text)

function(aio_change what old new)
  aio_replace_once(quickjs_text "${old}" "${new}"
    "quickjs_patches.cmake, \"${what}\": quickjs.c does not have the text once; is it QuickJS-ng 0.16.2?")
  set(quickjs_text "${quickjs_text}" PARENT_SCOPE)
endfunction()

# A promise's resolve and reject have no properties of their own. Seen by a program: their length is 0 and not 1.
aio_change("resolving functions without properties" [==[
        JS_SetOpaqueInternal(obj, s);
        js_function_set_properties(ctx, obj, JS_ATOM_empty_string, 1);
        resolving_funcs[i] = obj;
]==] [==[
        JS_SetOpaqueInternal(obj, s);
        resolving_funcs[i] = obj;
]==])

# What a promise's resolve and reject do, for who has the promise and not the functions.
aio_change("settling without a function: declaration" [==[
static int js_create_resolving_functions(JSContext *ctx, JSValue *args,
                                         JSValueConst promise);
]==] [==[
static int js_create_resolving_functions(JSContext *ctx, JSValue *args,
                                         JSValueConst promise);
static void aio_promise_settle(JSContext *ctx, JSValueConst promise,
                               JSValueConst resolution, bool is_reject);
]==])
aio_change("settling without a function" [==[
    JSObject *p = JS_VALUE_GET_OBJ(func_obj);
    JSPromiseFunctionData *s;
    JSValueConst args[3];
    JSValueConst resolution;
    JSValue then;
    bool is_reject;

    s = p->u.promise_function_data;
    if (!s || s->presolved->already_resolved)
        return JS_UNDEFINED;
    s->presolved->already_resolved = true;
    is_reject = p->class_id - JS_CLASS_PROMISE_RESOLVE_FUNCTION;
    if (argc > 0)
        resolution = argv[0];
    else
        resolution = JS_UNDEFINED;
#ifdef ENABLE_DUMPS // JS_DUMP_PROMISE
    if (check_dump_flag(ctx->rt, JS_DUMP_PROMISE)) {
        printf("js_promise_resolving_function_call: is_reject=%d resolution=", is_reject);
        JS_DumpValue(ctx->rt, resolution);
        printf("\n");
    }
#endif
    if (is_reject || !JS_IsObject(resolution)) {
        goto done;
    } else if (js_same_value(ctx, resolution, s->promise)) {
]==] [==[
    JSObject *p = JS_VALUE_GET_OBJ(func_obj);
    JSPromiseFunctionData *s;

    s = p->u.promise_function_data;
    if (!s || s->presolved->already_resolved)
        return JS_UNDEFINED;
    s->presolved->already_resolved = true;
    aio_promise_settle(ctx, s->promise, argc > 0 ? argv[0] : JS_UNDEFINED,
                       p->class_id - JS_CLASS_PROMISE_RESOLVE_FUNCTION);
    return JS_UNDEFINED;
}

static void aio_promise_settle(JSContext *ctx, JSValueConst promise,
                               JSValueConst resolution, bool is_reject)
{
    JSValueConst args[3];
    JSValue then;

    if (is_reject || !JS_IsObject(resolution)) {
        goto done;
    } else if (js_same_value(ctx, resolution, promise)) {
]==])
aio_change("settling without a function: the rest" [==[
        error = JS_GetException(ctx);
        fulfill_or_reject_promise(ctx, s->promise, error, true);
        JS_FreeValue(ctx, error);
    } else if (!JS_IsFunction(ctx, then)) {
        JS_FreeValue(ctx, then);
    done:
        fulfill_or_reject_promise(ctx, s->promise, resolution, is_reject);
    } else {
        args[0] = s->promise;
        args[1] = resolution;
        args[2] = then;
        JS_EnqueueJob(ctx, js_promise_resolve_thenable_job, 3, args);
        JS_FreeValue(ctx, then);
    }
    return JS_UNDEFINED;
}
]==] [==[
        error = JS_GetException(ctx);
        fulfill_or_reject_promise(ctx, promise, error, true);
        JS_FreeValue(ctx, error);
    } else if (!JS_IsFunction(ctx, then)) {
        JS_FreeValue(ctx, then);
    done:
        fulfill_or_reject_promise(ctx, promise, resolution, is_reject);
    } else {
        args[0] = promise;
        args[1] = resolution;
        args[2] = then;
        JS_EnqueueJob(ctx, js_promise_resolve_thenable_job, 3, args);
        JS_FreeValue(ctx, then);
    }
}
]==])

# An async function keeps its promise, and settles it itself.
aio_change("a promise without functions" [==[
static JSValue js_promise_constructor(JSContext *ctx, JSValueConst new_target,
                                      int argc, JSValueConst *argv)
{
]==] [==[
static JSValue aio_promise_alone(JSContext *ctx)
{
    JSValue obj = JS_NewObjectClass(ctx, JS_CLASS_PROMISE);
    JSPromiseData *s;

    if (JS_IsException(obj))
        return JS_EXCEPTION;
    s = js_mallocz(ctx, sizeof(*s));
    if (!s) {
        JS_FreeValue(ctx, obj);
        return JS_EXCEPTION;
    }
    s->promise_state = JS_PROMISE_PENDING;
    init_list_head(&s->promise_reactions[0]);
    init_list_head(&s->promise_reactions[1]);
    s->promise_result = JS_UNDEFINED;
    JS_SetOpaqueInternal(obj, s);
    return obj;
}

static JSValue js_promise_constructor(JSContext *ctx, JSValueConst new_target,
                                      int argc, JSValueConst *argv)
{
]==])
aio_change("an async function's promise: making it" [==[
    promise = JS_NewPromiseCapability(ctx, s->resolving_funcs);
    if (JS_IsException(promise))
        goto fail;

    if (async_func_init(ctx, &s->func_state, func_obj, this_obj, argc, argv)) {
    fail:
        JS_FreeValue(ctx, promise);
        js_async_function_free(ctx->rt, s);
]==] [==[
    promise = aio_promise_alone(ctx);
    if (JS_IsException(promise))
        goto fail;
    s->promise = js_dup(promise);

    if (async_func_init(ctx, &s->func_state, func_obj, this_obj, argc, argv)) {
    fail:
        JS_FreeValue(ctx, promise);
        js_async_function_free(ctx->rt, s);
]==])
aio_change("an async function's promise: rejecting it" [==[
            JSValue error = JS_GetException(ctx);
            ret2 = JS_Call(ctx, s->resolving_funcs[1], JS_UNDEFINED,
                           1, vc(&error));
            JS_FreeValue(ctx, error);
        resolved:
            if (unlikely(JS_IsException(ret2))) {
                if (JS_IsUncatchableError(ctx->rt->current_exception)) {
                    is_success = false;
                } else {
                    abort(); /* BUG */
                }
            }
            JS_FreeValue(ctx, ret2);
        }
]==] [==[
            JSValue error = JS_GetException(ctx);
            aio_promise_settle(ctx, s->promise, error, true);
            JS_FreeValue(ctx, error);
        }
    resolved:
]==])
aio_change("an async function's promise: resolving it" [==[
            /* function returned */
            ret2 = JS_Call(ctx, s->resolving_funcs[0], JS_UNDEFINED,
                           1, vc(&value));
            JS_FreeValue(ctx, value);
            goto resolved;
]==] [==[
            /* function returned */
            aio_promise_settle(ctx, s->promise, value, false);
            JS_FreeValue(ctx, value);
            goto resolved;
]==])
aio_change("an async function's promise: a variable" [==[
    bool is_success = true;
    JSValue func_ret, ret2;

    func_ret = async_func_resume(ctx, &s->func_state);
]==] [==[
    bool is_success = true;
    JSValue func_ret;

    func_ret = async_func_resume(ctx, &s->func_state);
]==])

# The two functions by which an await goes on are the same for all awaits of a call. They and the call hold one another until
# the call is over; one that never goes on is found by the collector of cycles.
aio_change("await's functions: where they are" [==[
    JSValue resolving_funcs[2];
    bool is_active; /* true if the async function state is valid */
    JSAsyncFunctionState func_state;
} JSAsyncFunctionData;
]==] [==[
    JSValue promise;
    JSValue resolving_funcs[2]; /* of await; undefined before the first */
    bool is_active; /* true if the async function state is valid */
    JSAsyncFunctionState func_state;
} JSAsyncFunctionData;
static JSValue aio_promise_alone(JSContext *ctx);
static void aio_promise_settle(JSContext *ctx, JSValueConst promise,
                               JSValueConst resolution, bool is_reject);
]==])
aio_change("await's functions: the collector" [==[
                async_func_mark(rt, &s->func_state, mark_func);
            JS_MarkValue(rt, s->resolving_funcs[0], mark_func);
]==] [==[
                async_func_mark(rt, &s->func_state, mark_func);
            JS_MarkValue(rt, s->promise, mark_func);
            JS_MarkValue(rt, s->resolving_funcs[0], mark_func);
]==])
aio_change("await's functions: letting go of them" [==[
        async_func_free(rt, &s->func_state);
        s->is_active = false;
    }
}

static void js_async_function_free0(JSRuntime *rt, JSAsyncFunctionData *s)
{
    js_async_function_terminate(rt, s);
    JS_FreeValueRT(rt, s->resolving_funcs[0]);
    JS_FreeValueRT(rt, s->resolving_funcs[1]);
    remove_gc_object(&s->header);
]==] [==[
        async_func_free(rt, &s->func_state);
        s->is_active = false;
    }
}

/* The call is over: it is held by who called this. */
static void aio_async_function_end(JSRuntime *rt, JSAsyncFunctionData *s)
{
    JSValue funcs[2] = { s->resolving_funcs[0], s->resolving_funcs[1] };

    js_async_function_terminate(rt, s);
    s->resolving_funcs[0] = JS_UNDEFINED;
    s->resolving_funcs[1] = JS_UNDEFINED;
    JS_FreeValueRT(rt, funcs[0]);
    JS_FreeValueRT(rt, funcs[1]);
}

static void js_async_function_free0(JSRuntime *rt, JSAsyncFunctionData *s)
{
    js_async_function_terminate(rt, s);
    JS_FreeValueRT(rt, s->promise);
    JS_FreeValueRT(rt, s->resolving_funcs[0]);
    JS_FreeValueRT(rt, s->resolving_funcs[1]);
    remove_gc_object(&s->header);
]==])
aio_change("await's functions: the end of the call" [==[
        js_async_function_terminate(ctx->rt, s);
    } else {
        JSValue value;
]==] [==[
        aio_async_function_end(ctx->rt, s);
    } else {
        JSValue value;
]==])
aio_change("await's functions: using them" [==[
            JSValue promise, resolving_funcs[2], resolving_funcs1[2];
            int i, res;
]==] [==[
            JSValue promise, resolving_funcs1[2];
            int i, res;
]==])
aio_change("await's functions: making them once" [==[
            if (js_async_function_resolve_create(ctx, s, resolving_funcs)) {
                JS_FreeValue(ctx, promise);
                goto fail;
            }
]==] [==[
            if (JS_IsUndefined(s->resolving_funcs[0]) &&
                js_async_function_resolve_create(ctx, s, s->resolving_funcs)) {
                JS_FreeValue(ctx, promise);
                goto fail;
            }
]==])
aio_change("await's functions: keeping them" [==[
            res = perform_promise_then(ctx, promise,
                                       vc(resolving_funcs),
                                       vc(resolving_funcs1));
            JS_FreeValue(ctx, promise);
            for(i = 0; i < 2; i++)
                JS_FreeValue(ctx, resolving_funcs[i]);
            if (res)
                goto fail;
        }
    }
    return is_success;
}
]==] [==[
            res = perform_promise_then(ctx, promise,
                                       vc(s->resolving_funcs),
                                       vc(resolving_funcs1));
            JS_FreeValue(ctx, promise);
            if (res)
                goto fail;
        }
    }
    return is_success;
}
]==])
aio_change("an async function's promise: at first" [==[
    s->is_active = false;
    s->resolving_funcs[0] = JS_UNDEFINED;
    s->resolving_funcs[1] = JS_UNDEFINED;

    promise = aio_promise_alone(ctx);
]==] [==[
    s->is_active = false;
    s->promise = JS_UNDEFINED;
    s->resolving_funcs[0] = JS_UNDEFINED;
    s->resolving_funcs[1] = JS_UNDEFINED;

    promise = aio_promise_alone(ctx);
]==])

# await of a value, Promise.resolve(), Promise.reject(): nobody sees the functions.
aio_change("a promise for a value" [==[
    result_promise = js_new_promise_capability(ctx, resolving_funcs, this_val);
    if (JS_IsException(result_promise))
        return result_promise;
    ret = JS_Call(ctx, resolving_funcs[is_reject], JS_UNDEFINED, 1, argv);
]==] [==[
    if (JS_VALUE_GET_PTR(this_val) == JS_VALUE_GET_PTR(ctx->promise_ctor)) {
        result_promise = aio_promise_alone(ctx);
        if (!JS_IsException(result_promise))
            aio_promise_settle(ctx, result_promise, argv[0], is_reject);
        return result_promise;
    }
    result_promise = js_new_promise_capability(ctx, resolving_funcs, this_val);
    if (JS_IsException(result_promise))
        return result_promise;
    ret = JS_Call(ctx, resolving_funcs[is_reject], JS_UNDEFINED, 1, argv);
]==])

# A promise that is settled has no reactions to keep.
aio_change("then of a settled promise" [==[
    rd_array[0] = NULL;
    rd_array[1] = NULL;
    for(i = 0; i < 2; i++) {
        JSValueConst handler;
        rd = js_mallocz(ctx, sizeof(*rd));
]==] [==[
    rd_array[0] = NULL;
    rd_array[1] = NULL;
    if (s->promise_state != JS_PROMISE_PENDING) {
        JSValueConst args[5];

        call_promise_rejection_tracker(ctx, promise, true);
        i = s->promise_state - JS_PROMISE_FULFILLED;
        args[0] = cap_resolving_funcs[0];
        args[1] = cap_resolving_funcs[1];
        args[2] = JS_IsFunction(ctx, resolve_reject[i]) ? resolve_reject[i] : JS_UNDEFINED;
        args[3] = js_bool(i);
        args[4] = s->promise_result;
        JS_EnqueueJob(ctx, promise_reaction_job, 5, args);
        s->is_handled = true;
        return 0;
    }
    for(i = 0; i < 2; i++) {
        JSValueConst handler;
        rd = js_mallocz(ctx, sizeof(*rd));
]==])

# Functions in C, the host's above all, are called without the frame and the count of interrupts that JavaScript needs.
set(aio_call_function [==[
                ret_val = JS_CallInternal(ctx, call_argv[-1], JS_UNDEFINED,
                                          JS_UNDEFINED, call_argc,
                                          vc(call_argv), 0);
                if (unlikely(JS_IsException(ret_val)))
                    goto exception;
                if (opcode == OP_tail_call)
]==])
string(REPLACE "JS_CallInternal(" "aio_call(" aio_call_function_new "${aio_call_function}")
aio_change("calls of functions in C: a function" "${aio_call_function}" "${aio_call_function_new}")
set(aio_call_method [==[
                ret_val = JS_CallInternal(ctx, call_argv[-1], call_argv[-2],
                                          JS_UNDEFINED, call_argc,
                                          vc(call_argv), 0);
                if (unlikely(JS_IsException(ret_val)))
                    goto exception;
                if (opcode == OP_tail_call_method)
]==])
string(REPLACE "JS_CallInternal(" "aio_call(" aio_call_method_new "${aio_call_method}")
aio_change("calls of functions in C: a method" "${aio_call_method}" "${aio_call_method_new}")
aio_change("calls of functions in C" [==[
/* argv[] is modified if (flags & JS_CALL_FLAG_COPY_ARGV) = 0. */
static JSValue JS_CallInternal(JSContext *caller_ctx, JSValueConst func_obj,
]==] [==[
static inline JSValue aio_call(JSContext *ctx, JSValueConst func_obj,
                               JSValueConst this_obj, JSValueConst new_target,
                               int argc, JSValueConst *argv, int flags)
{
    if (likely(JS_IsObject(func_obj)) &&
        JS_VALUE_GET_OBJ(func_obj)->class_id == JS_CLASS_C_FUNCTION)
        return js_call_c_function(ctx, func_obj, this_obj, argc, argv, flags);
    return JS_CallInternal(ctx, func_obj, this_obj, new_target, argc, argv,
                           flags);
}

/* argv[] is modified if (flags & JS_CALL_FLAG_COPY_ARGV) = 0. */
static JSValue JS_CallInternal(JSContext *caller_ctx, JSValueConst func_obj,
]==])

# What is undefined, null or a boolean equals itself and nothing else.
aio_change("strict equality" [==[
            OP_CMP(OP_strict_eq, ==, js_strict_eq_slow(ctx, sp, 0));
            OP_CMP(OP_strict_neq, !=, js_strict_eq_slow(ctx, sp, 1));
]==] [==[
#define AIO_IS_SINGLE(v) \
    ((uint32_t)(JS_VALUE_GET_TAG(v) - JS_TAG_BOOL) <= JS_TAG_UNDEFINED - JS_TAG_BOOL)
#ifdef JS_NAN_BOXING
#define AIO_SAME(a, b) ((a) == (b))
#else
#define AIO_SAME(a, b) \
    (JS_VALUE_GET_TAG(a) == JS_VALUE_GET_TAG(b) && JS_VALUE_GET_INT(a) == JS_VALUE_GET_INT(b))
#endif
#define AIO_STRICT(opcode, binary_op, is_neq)                           \
            CASE(opcode):                                               \
                {                                                       \
                JSValue op1, op2;                                       \
                op1 = sp[-2];                                           \
                op2 = sp[-1];                                           \
                if (likely(JS_VALUE_IS_BOTH_INT(op1, op2))) {           \
                    sp[-2] = js_bool(JS_VALUE_GET_INT(op1) binary_op JS_VALUE_GET_INT(op2)); \
                } else if (AIO_IS_SINGLE(op2) || AIO_IS_SINGLE(op1)) {  \
                    sp[-2] = js_bool(AIO_SAME(op1, op2) != is_neq);     \
                    JS_FreeValue(ctx, op1);                             \
                    JS_FreeValue(ctx, op2);                             \
                } else {                                                \
                    sf->cur_pc = pc;                                    \
                    if (js_strict_eq_slow(ctx, sp, is_neq))             \
                        goto exception;                                 \
                }                                                       \
                sp--;                                                   \
                }                                                       \
            BREAK
            AIO_STRICT(OP_strict_eq, ==, 0);
            AIO_STRICT(OP_strict_neq, !=, 1);
]==])

# A part of an array of bytes is made by its class. Seen by a program: what it assigns to Uint8Array.prototype.constructor, or to
# Uint8Array[Symbol.species], is not asked for the class; a class of the program's own is.
aio_change("subarray" [==[
    arr = js_typed_array___speciesCreate(ctx, JS_UNDEFINED, nargs, args, false);
    JS_FreeValue(ctx, ta_buffer);
    return arr;
]==] [==[
    if (p->shape->proto == JS_VALUE_GET_OBJ(ctx->class_proto[p->class_id]) &&
        p->shape->prop_count == 0)
        arr = js_typed_array_constructor(ctx, JS_UNDEFINED, nargs - 1,
                                         args + 1, p->class_id);
    else
        arr = js_typed_array___speciesCreate(ctx, JS_UNDEFINED, nargs, args, false);
    JS_FreeValue(ctx, ta_buffer);
    return arr;
]==])

# The length of an array that follows its resizable buffer is the one that it was made with: C would read and write beyond a buffer
# that has become smaller.
aio_change("length of a Uint8Array for C" [==[
    *psize = ta->length;
]==] [==[
    *psize = p->u.array.count;
]==])
aio_change("length of a typed array for C" [==[
        *pbyte_length = ta->length;
]==] [==[
        *pbyte_length = (size_t)p->u.array.count << typed_array_size_log2(p->class_id);
]==])

# Columns count UTF-16 units, as source maps do. The published engine counts bytes, and one of a name that begins beyond ASCII is that of
# the token before it.
aio_change("columns: where the counting is" [==[
    const uint8_t *mark; // first token character, invariant: eol < mark

    /* current function code */
]==] [==[
    const uint8_t *mark; // first token character, invariant: eol < mark
    const uint8_t *counted; // wide is of the characters of this line before it
    int wide; // how many bytes more than UTF-16 units they have

    /* current function code */
]==])
aio_change("columns: saving" [==[
    const uint8_t *eol;
    const uint8_t *mark;
]==] [==[
    const uint8_t *eol;
    const uint8_t *mark;
    const uint8_t *counted;
    int wide;
]==])
aio_change("columns: saving them" [==[
    sp->mark = s->mark;
]==] [==[
    sp->mark = s->mark;
    sp->counted = s->counted;
    sp->wide = s->wide;
]==])
aio_change("columns: going back" [==[
    s->mark = sp->mark;
]==] [==[
    s->mark = sp->mark;
    s->counted = sp->counted;
    s->wide = sp->wide;
]==])
aio_change("columns" [==[
static __exception int next_token(JSParseState *s)
{
]==] [==[
/* How many bytes more than UTF-16 units a text has. */
static int aio_wide(const uint8_t *p, const uint8_t *end)
{
    int wide = 0;

    for (; p < end; p++) {
        if (*p >= 0x80)
            wide += (*p < 0xc0) - (*p >= 0xf0);
    }
    return wide;
}

/* Of the character at mark. */
static int aio_column(JSParseState *s)
{
    if (s->counted <= s->eol || s->counted > s->mark) {
        s->counted = s->eol + 1;
        s->wide = 0;
    }
    if (s->counted < s->mark) {
        s->wide += aio_wide(s->counted, s->mark);
        s->counted = s->mark;
    }
    return max_int(1, s->mark - s->eol - s->wide);
}

static __exception int next_token(JSParseState *s)
{
]==])
aio_change("columns: a token" [==[
    s->token.col_num = max_int(1, s->mark - s->eol);
    s->buf_ptr = p;
]==] [==[
    s->token.col_num = aio_column(s);
    s->buf_ptr = p;
]==])
aio_change("columns: a name" [==[
                } else if (lre_js_is_ident_first(c)) {
                    ident_has_escape = false;
                    goto has_ident;
                } else {
                    js_parse_error(s, "unexpected character");
]==] [==[
                } else if (lre_js_is_ident_first(c)) {
                    s->mark = s->token.ptr;
                    ident_has_escape = false;
                    goto has_ident;
                } else {
                    js_parse_error(s, "unexpected character");
]==])
aio_change("columns: where a variable is read" [==[
            int identifier_col_num =
                (int)(s->token.ptr - s->line_start) + 1;
]==] [==[
            int identifier_col_num = s->token.col_num;
]==])
aio_change("columns: an error" [==[
        err_col_num = (int)(s->token.ptr - s->token.line_start) + 1;
]==] [==[
        err_col_num = (int)(s->token.ptr - s->token.line_start) + 1 -
                      aio_wide(s->token.line_start, s->token.ptr);
]==])
aio_change("columns: an error, declaration" [==[
typedef struct JSParseState {
]==] [==[
static int aio_wide(const uint8_t *p, const uint8_t *end);

typedef struct JSParseState {
]==])

# An await is at its keyword, and an endless loop without a call in it is somewhere: neither has a position in the published engine. Only
# the table of positions grows.
aio_change("positions of awaits" [==[
            return js_parse_error(s, "await in default expression");
        if (next_token(s))
            return -1;
        if (js_parse_unary(s, PF_POW_FORBIDDEN))
            return -1;
        emit_op(s, OP_await);
]==] [==[
            return js_parse_error(s, "await in default expression");
        int await_line_num = s->token.line_num;
        int await_col_num = s->token.col_num;
        if (next_token(s))
            return -1;
        if (js_parse_unary(s, PF_POW_FORBIDDEN))
            return -1;
        emit_source_loc_at(s, await_line_num, await_col_num);
        emit_op(s, OP_await);
]==])
aio_change("positions of loops: while" [==[
            emit_label(s, label_cont);
            if (js_parse_expr_paren(s))
                goto fail;
            emit_goto(s, OP_if_false, label_break);
]==] [==[
            emit_label(s, label_cont);
            emit_source_loc(s);
            if (js_parse_expr_paren(s))
                goto fail;
            emit_goto(s, OP_if_false, label_break);
]==])
aio_change("positions of loops: do" [==[
            emit_label(s, label1);

            set_eval_ret_undefined(s);
]==] [==[
            emit_label(s, label1);
            emit_source_loc(s);

            set_eval_ret_undefined(s);
]==])
aio_change("positions of loops: for" [==[
            emit_label(s, label_body);
            if (js_parse_statement(s))
                goto fail;

            /* close the closures before the next iteration */
]==] [==[
            emit_label(s, label_body);
            emit_source_loc_at(s, source_line_num, source_col_num);
            if (js_parse_statement(s))
                goto fail;

            /* close the closures before the next iteration */
]==])

# Where a program is that is asked while it runs (aio_quickjs_where): the handler of interrupts hears of it, which is called every so many
# loops and calls. A frame says where it is only while it calls; here it does when the handler is called, at no cost for the others.
aio_change("interrupts: how often" [==[
#define JS_INTERRUPT_COUNTER_INIT 10000
]==] [==[
#define JS_INTERRUPT_COUNTER_INIT 1000
]==])
aio_change("interrupts: what is called" [==[
    if (js_poll_interrupts(caller_ctx))
        return JS_EXCEPTION;
    if (unlikely(JS_VALUE_GET_TAG(func_obj) != JS_TAG_OBJECT)) {
]==] [==[
    if (unlikely(--caller_ctx->interrupt_counter <= 0)) {
        int interrupted;

        aio_entered = func_obj;
        interrupted = __js_poll_interrupts(caller_ctx);
        aio_entered = JS_UNDEFINED;
        if (interrupted)
            return JS_EXCEPTION;
    }
    if (unlikely(JS_VALUE_GET_TAG(func_obj) != JS_TAG_OBJECT)) {
]==])
aio_change("interrupts: where a frame is" [==[
 restart:
    for(;;) {
        int call_argc;
        JSValue *call_argv;
]==] [==[
/* The operation that a jump leads to, and not the one before it. */
#define js_poll_interrupts(ctx) \
    (unlikely(--(ctx)->interrupt_counter <= 0) && (sf->cur_pc = pc + 1, __js_poll_interrupts(ctx)))

 restart:
    for(;;) {
        int call_argc;
        JSValue *call_argv;
]==])
aio_change("interrupts: where a frame is, end" [==[
JSValue JS_Call(JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj,
                int argc, JSValueConst *argv)
{
]==] [==[
#undef js_poll_interrupts

JSValue JS_Call(JSContext *ctx, JSValueConst func_obj, JSValueConst this_obj,
                int argc, JSValueConst *argv)
{
]==])
aio_change("interrupts: what is called, declaration" [==[
static inline __exception int js_poll_interrupts(JSContext *ctx)
{
]==] [==[
/* What is about to be called while the handler of interrupts runs: a function, or the state of one that goes on. */
#ifdef JS_NAN_BOXING
static JSValueConst aio_entered = JS_UNDEFINED;
#else
static JSValueConst aio_entered = { .tag = JS_TAG_UNDEFINED };
#endif

static inline __exception int js_poll_interrupts(JSContext *ctx)
{
]==])

string(APPEND quickjs_text [==[

/* A place in the program, and the one that waits for it. */
static void aio_put_place(JSContext *ctx, JSValueConst func, const uint8_t *pc,
                          DynBuf *text)
{
    JSObject *p = JS_VALUE_GET_OBJ(func);
    JSFunctionBytecode *b = NULL;
    const char *name = get_func_name(ctx, func);
    const char *file;
    int line, column;

    if (js_class_has_bytecode(p->class_id))
        b = p->u.func.function_bytecode;
    dbuf_printf(text, "    at %s (", name && name[0] ? name : "<anonymous>");
    JS_FreeCString(ctx, name);
    if (b && b->filename) {
        line = b->line_num;
        column = b->col_num;
        if (pc)
            line = find_line_num(ctx, b, pc - b->byte_code_buf - 1, &column);
        file = JS_AtomToCString(ctx, b->filename);
        dbuf_printf(text, "%s:%d:%d)\n", file ? file : "", line, column);
        JS_FreeCString(ctx, file);
    } else {
        dbuf_printf(text, "native)\n");
    }
}

/* The call of an async function whose promise it is, or that a function goes on with. */
static JSAsyncFunctionData *aio_async_call(JSRuntime *rt, JSValueConst promise)
{
    struct list_head *el;

    list_for_each(el, &rt->gc_obj_list) {
        JSAsyncFunctionData *s = list_entry(el, JSAsyncFunctionData, header.link);

        if (JS_GC_TYPE(s) == JS_GC_OBJ_TYPE_ASYNC_FUNCTION && s->is_active &&
            JS_VALUE_GET_TAG(s->promise) == JS_TAG_OBJECT &&
            JS_VALUE_GET_OBJ(s->promise) == JS_VALUE_GET_OBJ(promise))
            return s;
    }
    return NULL;
}

/* The call of an async function that a call awaits. */
static JSAsyncFunctionData *aio_awaited_call(JSRuntime *rt, JSAsyncFunctionData *s)
{
    struct list_head *el, *el1;

    list_for_each(el, &rt->gc_obj_list) {
        JSObject *p = list_entry(el, JSObject, header.link);
        JSPromiseData *data;

        if (JS_GC_TYPE(p) != JS_GC_OBJ_TYPE_JS_OBJECT || p->class_id != JS_CLASS_PROMISE)
            continue;
        data = p->u.opaque;
        if (!data || data->promise_state != JS_PROMISE_PENDING)
            continue;
        list_for_each(el1, &data->promise_reactions[0]) {
            JSPromiseReactionData *rd = list_entry(el1, JSPromiseReactionData, link);

            if (JS_IsObject(rd->handler) && JS_IsObject(s->resolving_funcs[0]) &&
                JS_VALUE_GET_OBJ(rd->handler) == JS_VALUE_GET_OBJ(s->resolving_funcs[0]))
                return aio_async_call(rt, JS_MKPTR(JS_TAG_OBJECT, p));
        }
    }
    return NULL;
}

void aio_quickjs_keep_call(JSContext *ctx, JSValueConst promise)
{
    JSAsyncFunctionData *s = aio_async_call(ctx->rt, promise);

    if (s)
        JS_REF_COUNT(s)++;
}

/* Outermost last. */
static void aio_put_awaits(JSContext *ctx, JSAsyncFunctionData *s, int left, DynBuf *text)
{
    JSAsyncFunctionData *awaited;

    if (!s || left == 0)
        return;
    awaited = aio_awaited_call(ctx->rt, s);
    if (awaited != s)
        aio_put_awaits(ctx, awaited, left - 1, text);
    aio_put_place(ctx, s->func_state.frame.cur_func, s->func_state.frame.cur_pc, text);
}

static int aio_put_frames(JSContext *ctx, DynBuf *text, int limit)
{
    JSStackFrame *sf;
    int count = 0;

    if (JS_VALUE_GET_TAG(aio_entered) == JS_TAG_OBJECT) {
        aio_put_place(ctx, aio_entered, NULL, text);
        count++;
    } else if (JS_VALUE_GET_TAG(aio_entered) == JS_TAG_INT) {
        sf = &((JSAsyncFunctionState *)JS_VALUE_GET_PTR(aio_entered))->frame;
        aio_put_place(ctx, sf->cur_func, sf->cur_pc, text);
        count++;
    }
    for (sf = ctx->rt->current_stack_frame; sf && count < limit; sf = sf->prev_frame) {
        aio_put_place(ctx, sf->cur_func, sf->cur_pc, text);
        count++;
    }
    return count;
}

JSValue aio_quickjs_where(JSContext *ctx, JSValueConst promise, int limit)
{
    DynBuf text;
    JSValue result;

    js_dbuf_init(ctx, &text);
    if (aio_put_frames(ctx, &text, limit) == 0 && JS_IsObject(promise))
        aio_put_awaits(ctx, aio_async_call(ctx->rt, promise), limit, &text);
    result = dbuf_error(&text) ? JS_UNDEFINED
                               : JS_NewStringLen(ctx, (const char *)text.buf, text.size);
    dbuf_free(&text);
    return result;
}
]==])

# A generator that has ended answered the first of several requests that waited, and left the others pending for ever.
aio_change("an async generator that has ended answers all that ask" [==[
                js_async_generator_reject(ctx, s, next->result);
            }
            goto done;
        case JS_ASYNC_GENERATOR_STATE_SUSPENDED_YIELD:
]==] [==[
                js_async_generator_reject(ctx, s, next->result);
            }
            break;
        case JS_ASYNC_GENERATOR_STATE_SUSPENDED_YIELD:
]==])
aio_change("an async generator that has ended answers behind return()" [==[
            js_async_generator_resolve(ctx, s, arg, true);
        }
    } else if (s->state == JS_ASYNC_GENERATOR_STATE_EXECUTING) {
]==] [==[
            js_async_generator_resolve(ctx, s, arg, true);
        }
        js_async_generator_resume_next(ctx, s);
    } else if (s->state == JS_ASYNC_GENERATOR_STATE_EXECUTING) {
]==])

# For the host's own promises: see quickjs_internal.h.
string(APPEND quickjs_text [==[

JSValue aio_quickjs_promise(JSContext *ctx)
{
    return aio_promise_alone(ctx);
}

void aio_quickjs_promise_settle(JSContext *ctx, JSValueConst promise,
                                JSValueConst result, bool rejected)
{
    aio_promise_settle(ctx, promise, result, rejected);
}
]==])

set(QUICKJS_CHANGED ${CMAKE_BINARY_DIR}/quickjs/quickjs.c)
set(quickjs_before "")
if(EXISTS ${QUICKJS_CHANGED})
  file(READ ${QUICKJS_CHANGED} quickjs_before)
endif()
# Untouched where it is the same: it takes half a minute to compile.
if(NOT quickjs_before STREQUAL quickjs_text)
  file(WRITE ${QUICKJS_CHANGED} "${quickjs_text}")
endif()
unset(quickjs_before)
unset(quickjs_text)
