/*
 * Questions to name servers about a look-up, one after the other until there is an answer or its
 * time is over. The user only.
 */
#ifndef AIO_QUESTIONS_H_
#define AIO_QUESTIONS_H_

#include "lookups.h"

/** The time for one name and family begins: asks for the first time. */
void aio_questions_begin(struct aio_lookup *lookup);
/** No question has the look-up's host name any more. */
void aio_questions_cancel(struct aio_lookup *lookup);
/** Sets the timer to what is due first; to be called after look-ups have begun or ended. */
void aio_questions_schedule(void);
/** Asks again, or gives up, where it is time to. */
void aio_questions_serve(void);

#endif /* AIO_QUESTIONS_H_ */
